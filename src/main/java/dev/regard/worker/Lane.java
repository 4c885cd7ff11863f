package dev.regard.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Work of one kind: so many pieces at once, the others wait. Clients take turns, so that nobody waits for all that somebody
 * else has sent. For one thread.
 *
 * @param <J> a piece of work
 */
final class Lane<J> {

    private final int places;
    /** By client, the one whose turn is next first. */
    private final Map<String, Deque<J>> waiting = new LinkedHashMap<>();

    private int running;

    Lane(int places) {
        this.places = places;
    }

    void add(String client, J job) {
        waiting.computeIfAbsent(client, first -> new ArrayDeque<>()).add(job);
    }

    /** Takes a place for the next piece; null where nothing waits, or all places are taken. */
    @Nullable
    J start() {
        if (running == places || waiting.isEmpty()) {
            return null;
        }
        running++;
        Map.Entry<String, Deque<J>> first = waiting.entrySet().iterator().next();
        Deque<J> jobs = first.getValue();
        waiting.remove(first.getKey());
        J next = jobs.remove();
        if (!jobs.isEmpty()) {
            waiting.put(first.getKey(), jobs);
        }
        return next;
    }

    /** Gives a place back. */
    void done() {
        running--;
    }

    /** Takes back a piece that waits; false where it does not. */
    boolean remove(String client, J job) {
        Deque<J> jobs = waiting.get(client);
        if (jobs == null || !jobs.remove(job)) {
            return false;
        }
        if (jobs.isEmpty()) {
            waiting.remove(client);
        }
        return true;
    }
}
