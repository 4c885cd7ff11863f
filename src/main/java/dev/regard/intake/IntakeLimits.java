package dev.regard.intake;

import java.time.Duration;

/**
 * How much a model may take.
 *
 * @param bytes  of all its files together
 * @param files  of one model
 * @param trial  how long trying it may take, and a second more for every {@link #BYTES_A_SECOND}
 * @param memory that trying it may take in bytes, besides what follows from its size
 */
public record IntakeLimits(long bytes, int files, Duration trial, long memory) {

    /** Of one model. */
    public static final int MOST_FILES = 1000;

    private static final long BYTES_A_SECOND = 10_000_000;
    /** Weights are in memory as read, as the session wants them, and as its copies for each pass. */
    private static final int COPIES = 8;

    /** With the usual patience: a minute, and four gigabytes. */
    public static IntakeLimits ofBytes(long bytes) {
        return new IntakeLimits(bytes, MOST_FILES, Duration.ofSeconds(60), 4L << 30);
    }

    Duration timeFor(long modelBytes) {
        return trial.plusSeconds(modelBytes / BYTES_A_SECOND);
    }

    long memoryFor(long modelBytes) {
        return memory + COPIES * modelBytes;
    }
}
