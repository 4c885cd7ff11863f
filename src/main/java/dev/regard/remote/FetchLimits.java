package dev.regard.remote;

import java.time.Duration;

/**
 * How much fetching a picture may take.
 *
 * @param bytes  of its file
 * @param time   from the first question to the last byte, over all redirects
 * @param atOnce how many pictures may be on their way
 */
public record FetchLimits(int bytes, Duration time, int atOnce) {

    /** How often a picture's server may send on to another address. */
    static final int MOST_REDIRECTS = 4;

    private static final Duration USUAL_TIME = Duration.ofSeconds(10);
    private static final int USUAL_AT_ONCE = 8;

    /** For the internet. */
    public static FetchLimits ofBytes(int bytes) {
        return new FetchLimits(bytes, USUAL_TIME, USUAL_AT_ONCE);
    }
}
