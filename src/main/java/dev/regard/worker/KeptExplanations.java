package dev.regard.worker;

import dev.regard.explain.Explanation;
import dev.regard.explain.ExplanationId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finished explanations in memory, so that nothing is worked out twice; the least recently used go. Thread-safe. */
public final class KeptExplanations {

    /** What stands around numbers: names, predictions, places in maps. A guess, on the safe side. */
    private static final int BYTES_OF_A_PART = 256;

    private final long most;
    /** By hash, the least recently used one first. */
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    /** @param mostBytes of all of them together; 0 keeps none */
    public KeptExplanations(long mostBytes) {
        this.most = mostBytes;
    }

    /**
     * A finished explanation.
     *
     * @param queueMillis how long it waited before it was begun
     */
    record Kept(Explanation explanation, double queueMillis) {

        private long bytes() {
            long values = explanation.maps().stream()
                            .mapToLong(map -> map.map().values().length)
                            .sum()
                    + explanation.concepts().stream()
                            .mapToLong(concept -> concept.map().values().length)
                            .sum();
            long parts = explanation.maps().size()
                    + explanation.concepts().size()
                    + explanation.predictions().size();
            return Float.BYTES * values + BYTES_OF_A_PART * (parts + 4L);
        }
    }

    /** One of this id. */
    Optional<Kept> find(ExplanationId id) {
        return find(id.hash()).filter(found -> found.explanation().id().equals(id));
    }

    /** One of this hash; its model may have gone since. */
    synchronized Optional<Kept> find(String hash) {
        return Optional.ofNullable(kept.get(hash));
    }

    /** Keeps one, unless it alone would take a quarter of the room. */
    synchronized void keep(Kept explained) {
        if (explained.bytes() > most / 4) {
            return;
        }
        Kept before = kept.put(explained.explanation().id().hash(), explained);
        bytes += explained.bytes() - (before == null ? 0 : before.bytes());
        for (Iterator<Kept> oldest = kept.values().iterator(); bytes > most; ) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }
}
