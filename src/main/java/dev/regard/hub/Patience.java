package dev.regard.hub;

import java.time.Duration;

/**
 * How long to wait for another server, and how often.
 *
 * @param connect    until a connection is there
 * @param idle       without a byte
 * @param tries      in a row that bring nothing to speak of
 * @param firstDelay between two tries; it doubles from try to try
 * @param mostDelay  what it grows to, and the longest that a server may ask to wait
 */
public record Patience(Duration connect, Duration idle, int tries, Duration firstDelay, Duration mostDelay) {

    /** For the internet. */
    public static final Patience USUAL = new Patience(
            Duration.ofSeconds(10), Duration.ofSeconds(30), 5, Duration.ofSeconds(1), Duration.ofSeconds(30));

    private static final int MOST_DOUBLINGS = 20;

    /** The wait after so many failed tries in a row, from 1 on; longer where the other side asks for it. */
    Duration after(int failures, HubException failure) {
        Duration usual = firstDelay.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration asked = failure.askedWait();
        Duration delay = asked != null && asked.compareTo(usual) > 0 ? asked : usual;
        return delay.compareTo(mostDelay) > 0 ? mostDelay : delay;
    }
}
