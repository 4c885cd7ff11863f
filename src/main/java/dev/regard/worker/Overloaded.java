package dev.regard.worker;

/** Too much work waits already: ask again later. */
public final class Overloaded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isByClient;
    private final int retryAfterSeconds;

    private Overloaded(String message, boolean isByClient, int retryAfterSeconds) {
        super(message, null, false, false);
        this.isByClient = isByClient;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static Overloaded byAll(int retryAfterSeconds) {
        return new Overloaded(
                "Too many explanations are waiting already. Try again in a few seconds.", false, retryAfterSeconds);
    }

    static Overloaded byClient(int most, int retryAfterSeconds) {
        return new Overloaded(
                "You have %d long explanations under way, as many as one client may have here. Wait for one, or cancel it."
                        .formatted(most),
                true,
                retryAfterSeconds);
    }

    /** True where the one who asks has all that work under way, false where others have. */
    public boolean isByClient() {
        return isByClient;
    }

    /** When it is worth asking again. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
