package dev.regard.worker;

import java.util.HashMap;
import java.util.Map;

/**
 * Takes work or refuses it at once: at most {@code running} pieces at work and {@code waiting} behind them, and of one client
 * at most {@code ofOneClient} in all. Thread-safe.
 */
public final class Admission {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final int running;
    private final int places;
    private final int ofOneClient;
    private final Map<String, Integer> byClient = new HashMap<>();
    private int admitted;

    public Admission(int running, int waiting, int ofOneClient) {
        this.running = running;
        this.places = running + waiting;
        this.ofOneClient = ofOneClient;
    }

    /** Without a limit for one client. */
    public Admission(int running, int waiting) {
        this(running, waiting, running + waiting);
    }

    /** Takes a place, which {@link #leave} gives back. */
    synchronized void enter(String client) throws Overloaded {
        if (admitted == places) {
            throw Overloaded.byAll(RETRY_AFTER_SECONDS);
        }
        if (byClient.getOrDefault(client, 0) >= ofOneClient) {
            throw Overloaded.byClient(ofOneClient, RETRY_AFTER_SECONDS);
        }
        admitted++;
        byClient.merge(client, 1, Integer::sum);
    }

    synchronized void leave(String client) {
        admitted--;
        byClient.computeIfPresent(client, (known, count) -> count == 1 ? null : count - 1);
    }

    /** How much work was taken and is not done. */
    synchronized int admitted() {
        return admitted;
    }

    /** How much of it has no thread yet. */
    synchronized int waiting() {
        return Math.max(0, admitted - running);
    }
}
