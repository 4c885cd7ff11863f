package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who gets the device next. Work is put into the queue while somebody holds the device, and its order noted. */
class DeviceSlotTest {

    private static final String SHORT = "short";

    private final DeviceSlot slot = new DeviceSlot();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void oneRunAtATime() throws InterruptedException {
        // Given
        int[] inside = new int[1];
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        // When
        for (int number = 0; number < 50; number++) {
            start(() -> {
                try (DeviceSlot.Turn turn = slot.take(new Share("one", false), new Cancellation())) {
                    inside[0]++;
                    Thread.onSpinWait();
                    seen.add(inside[0]);
                    inside[0]--;
                }
            });
        }
        join();
        // Then
        assertThat(seen).hasSize(50).containsOnly(1);
    }

    @Test
    void shortWorkGoesFirst() throws InterruptedException {
        // When
        holding(() -> {
            queue("long", true);
            queue("long", true);
            queue(SHORT, false);
        });
        // Then
        assertThat(order).containsExactly(SHORT, "long", "long");
    }

    @Test
    void longWorkIsNotKeptOutByShortWork() throws InterruptedException {
        // When
        holding(() -> {
            queue("long", true);
            for (int number = 0; number < 20; number++) {
                queue(SHORT, false);
            }
        });
        // Then
        assertThat(order.indexOf("long")).isBetween(7, 8);
    }

    @Test
    void thoseWhoAskForLongWorkTakeTurns() throws InterruptedException {
        // When
        holding(() -> {
            for (int number = 0; number < 3; number++) {
                queue("greedy", true);
            }
            queue("modest", true);
        });
        // Then
        assertThat(order).containsExactly("greedy", "modest", "greedy", "greedy");
    }

    @Test
    void whoIsCancelledLeavesTheQueue() throws InterruptedException {
        // Given
        Cancellation cancellation = new Cancellation();
        CountDownLatch left = new CountDownLatch(1);
        // When
        holding(() -> {
            start(() -> {
                assertThatThrownBy(() -> slot.take(new Share("impatient", false), cancellation))
                        .isInstanceOf(ExplainException.Cancelled.class);
                left.countDown();
            });
            cancellation.cancel();
            await(left);
            queue(SHORT, false);
        });
        // Then
        assertThat(order).containsExactly(SHORT);
    }

    /** Takes the device, lets others queue, and gives it back. */
    private void holding(Runnable others) throws InterruptedException {
        try (DeviceSlot.Turn turn = slot.take(new Share("holder", false), new Cancellation())) {
            others.run();
        }
        join();
    }

    /** Queues work; back when it waits. */
    private void queue(String client, boolean isLong) {
        Thread thread = start(() -> {
            try (DeviceSlot.Turn turn = slot.take(new Share(client, isLong), new Cancellation())) {
                order.add(client);
            }
        });
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private Thread start(Runnable work) {
        Thread thread = new Thread(work);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
