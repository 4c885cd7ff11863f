package dev.regard.explain;

import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.Device;
import dev.regard.runtime.ExplainableModel;
import dev.regard.runtime.Pass;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions in memory, one for each (model, target layer, pass). Above a number of them the one not used for longest is
 * closed, as soon as nobody runs it.
 */
final class Sessions implements AutoCloseable {

    /** Each session holds the model's weights once: with eight, eight layers of a model, or eight models. */
    private static final int MOST_SESSIONS = 8;

    private final Device device;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    Sessions(Device device) {
        this.device = device;
    }

    private record Key(String model, @Nullable String layer, Pass pass) {}

    /** A session, opened by the first who needs it, and how many run it; a retired one is closed by the last to leave. */
    private final class Entry {
        private final Key key;
        private @Nullable ExplainableModel session;
        private int users;
        private boolean retired;

        Entry(Key key) {
            this.key = key;
        }

        /** Holds up those who want the same session, and nobody else. */
        synchronized ExplainableModel open(AnalyzedModel analyzed, Progress progress) {
            if (session == null) {
                progress.report("Preparing the model", 0, 1);
                session = analyzed.load(key.layer, key.pass, device);
            }
            return session;
        }

        synchronized void close() {
            if (session != null) {
                session.close();
            }
        }
    }

    /** A session that stays open until this is closed. */
    final class Lease implements AutoCloseable {
        private final Entry entry;
        private final ExplainableModel session;

        private Lease(Entry entry, ExplainableModel session) {
            this.entry = entry;
            this.session = session;
        }

        ExplainableModel session() {
            return session;
        }

        @Override
        public void close() {
            release(entry);
        }
    }

    /**
     * Takes a session, opening it where it is not in memory.
     *
     * @param layer    of a pass that has one, else null
     * @param progress hears of it where a session has to be opened, which takes seconds
     */
    Lease lease(String model, AnalyzedModel analyzed, @Nullable String layer, Pass pass, Progress progress) {
        Entry entry = take(new Key(model, layer, pass));
        try {
            return new Lease(entry, entry.open(analyzed, progress));
        } catch (RuntimeException e) {
            release(entry);
            throw e;
        }
    }

    private synchronized Entry take(Key key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            makeRoom();
            entry = new Entry(key);
            entries.put(key, entry);
        }
        entry.users++;
        return entry;
    }

    private void makeRoom() {
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (entries.size() >= MOST_SESSIONS && oldestFirst.hasNext()) {
            retire(oldestFirst.next());
            oldestFirst.remove();
        }
    }

    private static void retire(Entry entry) {
        entry.retired = true;
        if (entry.users == 0) {
            entry.close();
        }
    }

    private synchronized void release(Entry entry) {
        entry.users--;
        if (entry.retired && entry.users == 0) {
            entry.close();
        }
    }

    @Override
    public synchronized void close() {
        entries.values().forEach(Sessions::retire);
        entries.clear();
    }
}
