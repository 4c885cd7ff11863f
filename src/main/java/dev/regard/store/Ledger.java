package dev.regard.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is stored, how large it is and what was used last. Thread-safe. */
final class Ledger {

    private final long limit;
    /** The least recently used one first. */
    private final Map<String, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);

    private long total;

    Ledger(long limit) {
        this.limit = limit;
    }

    /** Whether something is there, which counts as using it. */
    synchronized boolean use(String id) {
        return sizes.get(id) != null;
    }

    /** Enters something; answers what must go to make room for it. */
    synchronized List<String> add(String id, long size) {
        Long before = sizes.put(id, size);
        total += size - (before == null ? 0 : before);
        List<String> removed = new ArrayList<>();
        Iterator<Map.Entry<String, Long>> oldest = sizes.entrySet().iterator();
        while (total > limit && oldest.hasNext()) {
            Map.Entry<String, Long> entry = oldest.next();
            if (entry.getKey().equals(id)) {
                continue;
            }
            total -= entry.getValue();
            removed.add(entry.getKey());
            oldest.remove();
        }
        return removed;
    }

    synchronized void remove(String id) {
        Long size = sizes.remove(id);
        total -= size == null ? 0 : size;
    }
}
