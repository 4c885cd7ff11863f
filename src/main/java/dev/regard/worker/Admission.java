package dev.regard.worker;

import java.util.concurrent.Semaphore;

/** Takes work or refuses it at once: at most {@code running} pieces at work and {@code waiting} behind them. */
public final class Admission {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final int running;
    private final int places;
    private final Semaphore free;

    public Admission(int running, int waiting) {
        this.running = running;
        this.places = running + waiting;
        this.free = new Semaphore(places);
    }

    /** Takes a place, which {@link #leave} gives back. */
    void enter() throws Overloaded {
        if (!free.tryAcquire()) {
            throw new Overloaded(RETRY_AFTER_SECONDS);
        }
    }

    void leave() {
        free.release();
    }

    /** How much work was taken and is not done. */
    int admitted() {
        return places - free.availablePermits();
    }

    /** How much of it has no thread yet. */
    int waiting() {
        return Math.max(0, admitted() - running);
    }
}
