package dev.regard.explain;

/**
 * How many samples of a session run best at once, and how long one of them takes: found by doubling the batch while that
 * makes a sample cheaper, and kept. The first run of each size is not counted: it reserves memory. Thread-safe.
 *
 * <p>A batch is a slice of long work that short work has to wait for: it grows no further once it takes a quarter of a second.
 */
final class Throughput {

    /** Longest a batch may take, if one sample does not take longer. */
    static final long LONGEST_SLICE_NANOS = 250_000_000;

    /** By which a sample has to get cheaper for a larger batch to be worth its memory. */
    private static final double WORTH_IT = 0.97;

    /** No model gains by more. */
    static final int LARGEST = 64;

    private final int largest;

    private int size = 1;
    private int best = 1;
    private double bestNanos = Double.POSITIVE_INFINITY;
    private boolean isWarm;
    private boolean isSettled;

    /** @param largest how many samples may be run at once, at most {@link #LARGEST} */
    Throughput(int largest) {
        this.largest = largest;
    }

    /** How many samples to run next. */
    synchronized int size() {
        return size;
    }

    /** True once the best size is known. */
    synchronized boolean isSettled() {
        return isSettled;
    }

    /** How long one sample takes at the best size; infinite as long as nobody knows. */
    synchronized double nanosOfOne() {
        return bestNanos;
    }

    /**
     * What a run took.
     *
     * @param samples in it
     * @param nanos   of all of them together
     */
    synchronized void note(int samples, long nanos) {
        if (samples != size) {
            return;
        }
        double ofOne = (double) nanos / samples;
        if (isSettled) {
            // Slowly, as a single run may have been held up by something else.
            bestNanos = 0.9 * bestNanos + 0.1 * ofOne;
        } else if (isWarm) {
            decide(ofOne);
        } else {
            isWarm = true;
        }
    }

    private void decide(double ofOne) {
        boolean isBetter = ofOne < WORTH_IT * bestNanos;
        if (isBetter) {
            best = size;
            bestNanos = ofOne;
        }
        int next = 2 * size;
        isSettled = !isBetter || next > largest || next * ofOne > LONGEST_SLICE_NANOS;
        size = isSettled ? best : next;
        isWarm = false;
    }
}
