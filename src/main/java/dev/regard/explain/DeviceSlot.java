package dev.regard.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets one run at a time use a device: a run uses all cores, or the whole GPU, and a second one beside it would only slow
 * both down. Short work goes first, in the order it comes; long work is cut into slices, and those who ask for it take
 * turns. Of long work at least every ninth run is, however much short work comes.
 */
final class DeviceSlot {

    private static final int MOST_SHORT_IN_A_ROW = 8;

    /** Clients whose last turn is remembered. */
    private static final int MOST_CLIENTS = 1000;

    private final List<Turn> waiting = new ArrayList<>();
    private final Map<String, Long> lastTurns = new LinkedHashMap<>();
    private boolean taken;
    private int shortInARow;
    private long turns;

    /** A place in the queue, and then the device, until it is closed. */
    final class Turn implements AutoCloseable {
        private final Share share;
        private boolean isOurs;

        private Turn(Share share) {
            this.share = share;
        }

        @Override
        public void close() {
            leave();
        }
    }

    /**
     * Waits for the device. Whoever is cancelled meanwhile leaves with {@link ExplainException.Cancelled}.
     *
     * @param share whose work it is, and whether it is long
     */
    Turn take(Share share, Cancellation cancellation) {
        Turn turn = new Turn(share);
        try (Cancellation.Registration registration = cancellation.onCancel(this::wake)) {
            await(turn, cancellation);
        }
        return turn;
    }

    private synchronized void await(Turn turn, Cancellation cancellation) {
        waiting.add(turn);
        handOver();
        while (!turn.isOurs) {
            if (cancellation.isCancelled()) {
                waiting.remove(turn);
                cancellation.throwIfCancelled();
            }
            try {
                wait();
            } catch (InterruptedException stopping) {
                // Whoever stops the server cancels what waits; being woken is no reason to use a device that is taken.
                cancellation.cancel();
            }
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    private synchronized void leave() {
        taken = false;
        handOver();
    }

    private void handOver() {
        if (!taken && !waiting.isEmpty()) {
            Turn next = next();
            waiting.remove(next);
            note(next.share);
            taken = true;
            next.isOurs = true;
            notifyAll();
        }
    }

    private Turn next() {
        List<Turn> ofShort =
                waiting.stream().filter(turn -> !turn.share.isLong()).toList();
        List<Turn> ofLong = waiting.stream().filter(turn -> turn.share.isLong()).toList();
        boolean isTimeForLong = shortInARow >= MOST_SHORT_IN_A_ROW && !ofLong.isEmpty();
        return ofShort.isEmpty() || isTimeForLong ? longestAgo(ofLong) : ofShort.getFirst();
    }

    /** Of the client whose last turn lies back furthest; who never had one comes first. */
    private Turn longestAgo(List<Turn> turns) {
        Turn next = turns.getFirst();
        for (Turn turn : turns) {
            if (lastTurn(turn) < lastTurn(next)) {
                next = turn;
            }
        }
        return next;
    }

    private long lastTurn(Turn turn) {
        return lastTurns.getOrDefault(turn.share.client(), -1L);
    }

    private void note(Share share) {
        shortInARow = share.isLong() ? 0 : shortInARow + 1;
        if (share.isLong()) {
            lastTurns.remove(share.client());
            lastTurns.put(share.client(), turns++);
            if (lastTurns.size() > MOST_CLIENTS) {
                lastTurns.remove(lastTurns.keySet().iterator().next());
            }
        }
    }
}
