package dev.regard.explain;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What is going on at the moment, for whoever watches the server. */
public final class Load {

    private final AtomicInteger explanations = new AtomicInteger();
    private final AtomicLong sampleBytes = new AtomicLong();

    Load() {}

    /** Explanations that are being worked on. */
    public int explanations() {
        return explanations.get();
    }

    /** Bytes of altered copies of pictures and activations that wait for their run. */
    public long sampleBytes() {
        return sampleBytes.get();
    }

    /** Something that goes on until it is closed. */
    interface Part extends AutoCloseable {
        @Override
        void close();
    }

    Part explanation() {
        explanations.incrementAndGet();
        return explanations::decrementAndGet;
    }

    Part samples(long bytes) {
        sampleBytes.addAndGet(bytes);
        return () -> sampleBytes.addAndGet(-bytes);
    }
}
