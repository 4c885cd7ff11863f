package dev.regard.explain;

import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.Device;
import dev.regard.runtime.ExplainableModel;
import dev.regard.runtime.NativeMemory;
import dev.regard.runtime.Pass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions in memory, one for each (model, target layer, pass). Of those that one model may keep, and all models
 * together, the ones not used for longest are closed, as soon as nobody runs them.
 */
final class Sessions implements AutoCloseable {

    /**
     * For the sessions of one model, counted by weights, since each holds a copy of them in the order that its kernels want:
     * ten layers of a small model, one of a large model. Opening another one takes less than a second.
     */
    private static final long MOST_BYTES_OF_ONE_MODEL = 100 << 20;

    /** For the sessions of all models, counted likewise. */
    private static final long MOST_BYTES = 1 << 30;

    /** Each also takes memory for what it computes. */
    private static final int MOST_SESSIONS = 16;

    private final Device device;
    private final long mostBytesOfOneModel;
    private final long mostBytes;
    /** Threads of their own, as opening cannot be interrupted: whoever is cancelled goes on without them. */
    private final ExecutorService opener = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("open-session-", 0).factory());

    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    Sessions(Device device) {
        this(device, MOST_BYTES_OF_ONE_MODEL, MOST_BYTES);
    }

    /** With other limits; one session may always be open. */
    Sessions(Device device, long mostBytesOfOneModel, long mostBytes) {
        this.device = device;
        this.mostBytesOfOneModel = mostBytesOfOneModel;
        this.mostBytes = mostBytes;
    }

    private record Key(String model, @Nullable String layer, Pass pass) {}

    /** A session, opened for the first who needs it, and how many run it; a retired one is closed by the last to leave. */
    private final class Entry {
        private final Key key;
        private final long bytes;
        private @Nullable CompletableFuture<ExplainableModel> opening;
        private int users;
        private boolean retired;

        Entry(Key key, long bytes) {
            this.key = key;
            this.bytes = bytes;
        }

        /** Those who want the same session wait for it together, and hold up nobody else. */
        synchronized CompletableFuture<ExplainableModel> open(AnalyzedModel analyzed, Progress progress) {
            if (opening == null || opening.isCompletedExceptionally()) {
                progress.report("Preparing the model", 0, 1);
                opening = CompletableFuture.supplyAsync(() -> analyzed.load(key.layer, key.pass, device), opener);
            }
            return opening;
        }

        /** As soon as it is open, where it is not yet. */
        synchronized void close() {
            if (opening != null) {
                opening.thenAccept(session -> {
                    session.close();
                    NativeMemory.giveBack();
                });
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

        /** True where it is of this layer and pass. */
        boolean isOf(@Nullable String layer, Pass pass) {
            return entry.key.pass == pass && Objects.equals(entry.key.layer, layer);
        }

        @Override
        public void close() {
            release(entry);
        }
    }

    /**
     * Takes a session, opening it where it is not in memory. Whoever is cancelled does not wait for that any more, and leaves
     * with {@link ExplainException.Cancelled}.
     *
     * @param layer    of a pass that has one, else null
     * @param progress hears of it where a session has to be opened, which takes seconds
     */
    Lease lease(
            String model,
            AnalyzedModel analyzed,
            @Nullable String layer,
            Pass pass,
            Cancellation cancellation,
            Progress progress) {
        Entry entry = take(new Key(model, layer, pass), analyzed.weightBytes());
        try {
            return new Lease(entry, await(entry.open(analyzed, progress), cancellation));
        } catch (RuntimeException e) {
            release(entry);
            throw e;
        }
    }

    private static ExplainableModel await(CompletableFuture<ExplainableModel> opening, Cancellation cancellation) {
        CompletableFuture<ExplainableModel> waiting = opening.copy();
        try (Cancellation.Registration registration = cancellation.onCancel(() -> waiting.cancel(false))) {
            ExplainableModel session = waiting.join();
            // It may have been open before anybody could give up waiting.
            cancellation.throwIfCancelled();
            return session;
        } catch (CancellationException givenUp) {
            cancellation.throwIfCancelled();
            throw givenUp;
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private synchronized Entry take(Key key, long bytes) {
        Entry entry = entries.get(key);
        if (entry == null) {
            makeRoom(key.model, bytes);
            entry = new Entry(key, bytes);
            entries.put(key, entry);
        }
        entry.users++;
        return entry;
    }

    private void makeRoom(String model, long bytes) {
        Predicate<Entry> isOfModel = entry -> entry.key.model.equals(model);
        while (bytes(isOfModel) > 0 && bytes(isOfModel) + bytes > mostBytesOfOneModel) {
            retireOldest(isOfModel);
        }
        while (!entries.isEmpty() && (bytes(entry -> true) + bytes > mostBytes || entries.size() >= MOST_SESSIONS)) {
            retireOldest(entry -> true);
        }
    }

    private long bytes(Predicate<Entry> which) {
        return entries.values().stream()
                .filter(which)
                .mapToLong(entry -> entry.bytes)
                .sum();
    }

    private void retireOldest(Predicate<Entry> which) {
        Entry oldest = entries.values().stream().filter(which).findFirst().orElseThrow();
        entries.remove(oldest.key);
        retire(oldest);
    }

    private static void retire(Entry entry) {
        entry.retired = true;
        if (entry.users == 0) {
            entry.close();
        }
    }

    /** Closes the sessions of a model that is gone, each as soon as nobody runs it. */
    synchronized void retire(String model) {
        List<Entry> gone = entries.values().stream()
                .filter(entry -> entry.key.model.equals(model))
                .toList();
        gone.forEach(entry -> entries.remove(entry.key));
        gone.forEach(Sessions::retire);
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
        opener.shutdown();
    }
}
