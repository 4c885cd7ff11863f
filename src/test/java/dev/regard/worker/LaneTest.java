package dev.regard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final Lane<String> lane = new Lane<>(1);

    @Test
    void asManyRunAsThereArePlaces() {
        // Given
        lane.add("one", "a");
        lane.add("one", "b");
        // Then
        assertThat(lane.start()).isEqualTo("a");
        assertThat(lane.start()).isNull();
        lane.done();
        assertThat(lane.start()).isEqualTo("b");
    }

    @Test
    void clientsTakeTurns() {
        // Given
        for (String job : new String[] {"a1", "a2", "a3"}) {
            lane.add("a", job);
        }
        lane.add("b", "b1");
        // Then
        assertThat(next()).isEqualTo("a1");
        assertThat(next()).isEqualTo("b1");
        assertThat(next()).isEqualTo("a2");
        assertThat(next()).isEqualTo("a3");
        assertThat(next()).isNull();
    }

    @Test
    void whatWaitsCanBeTakenBackAndWhatRunsCannot() {
        // Given
        lane.add("a", "runs");
        lane.add("a", "waits");
        lane.start();
        // Then
        assertThat(lane.remove("a", "waits")).isTrue();
        assertThat(lane.remove("a", "waits")).isFalse();
        assertThat(lane.remove("a", "runs")).isFalse();
        lane.done();
        assertThat(lane.start()).isNull();
    }

    private @Nullable String next() {
        String next = lane.start();
        if (next != null) {
            lane.done();
        }
        return next;
    }
}
