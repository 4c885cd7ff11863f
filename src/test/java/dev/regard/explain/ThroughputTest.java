package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** Which size of a batch is found best, by what runs of each size take. */
class ThroughputTest {

    private static final long MILLI = 1_000_000;
    private static final int RUNS = 20;

    @Test
    void theBatchGrowsWhileThatMakesASampleCheaper() {
        // Given: up to four samples take as long as one
        Throughput throughput = new Throughput(64);
        // When
        run(throughput, size -> Math.ceilDiv(size, 4) * MILLI);
        // Then
        assertThat(throughput.isSettled()).isTrue();
        assertThat(throughput.size()).isEqualTo(4);
        assertThat(throughput.nanosOfOne()).isEqualTo(MILLI / 4.0);
    }

    @Test
    void whatCostsTheSameInABatchIsRunOneByOne() {
        // Given
        Throughput throughput = new Throughput(64);
        // When
        run(throughput, size -> size * MILLI);
        // Then
        assertThat(throughput.size()).isEqualTo(1);
    }

    @Test
    void noBatchIsLongerThanASlice() {
        // Given
        Throughput throughput = new Throughput(64);
        // When
        run(throughput, size -> (long) (100 * MILLI * Math.pow(size, 0.8)));
        // Then
        assertThat(throughput.size()).isEqualTo(2);
    }

    @Test
    void memoryLimitsTheBatch() {
        // Given
        Throughput throughput = new Throughput(8);
        // When
        run(throughput, size -> MILLI);
        // Then
        assertThat(throughput.size()).isEqualTo(8);
    }

    @Test
    void theFirstRunOfASizeIsNotCounted() {
        // Given
        Throughput throughput = new Throughput(64);
        // When
        throughput.note(1, 1000 * MILLI);
        // Then
        assertThat(throughput.nanosOfOne()).isInfinite();
    }

    @Test
    void theEstimateFollowsTheDevice() {
        // Given
        Throughput throughput = new Throughput(1);
        run(throughput, size -> MILLI);
        // When
        for (int run = 0; run < 100; run++) {
            throughput.note(1, 3 * MILLI);
        }
        // Then
        assertThat(throughput.nanosOfOne()).isBetween(2.9 * MILLI, 3.0 * MILLI);
    }

    private static void run(Throughput throughput, IntToLongFunction nanosOfSize) {
        for (int run = 0; run < RUNS; run++) {
            throughput.note(throughput.size(), nanosOfSize.applyAsLong(throughput.size()));
        }
    }
}
