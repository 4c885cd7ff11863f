package dev.regard.worker;

/** Too much work waits already: ask again later. */
public final class Overloaded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int retryAfterSeconds;

    Overloaded(int retryAfterSeconds) {
        super("Too many explanations are waiting already. Try again in a few seconds.", null, false, false);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** When it is worth asking again. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
