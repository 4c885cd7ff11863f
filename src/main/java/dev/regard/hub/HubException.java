package dev.regard.hub;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Why a model cannot be had, in a sentence for the one who asked for it: no path of this server is in it. */
public final class HubException extends RuntimeException {

    /** What is wrong. */
    public enum Kind {
        /** The name, the address or the choice of files. */
        INVALID(false),
        /** There is no such model, revision or file. */
        NOT_FOUND(false),
        /** The hub wants to know who asks. */
        REFUSED(false),
        /** More than this server takes. */
        TOO_LARGE(false),
        /** Something else came than what was announced. */
        WRONG_CONTENT(false),
        /** This server cannot keep it. */
        STORAGE(false),
        /** Nobody wants it any more. */
        CANCELLED(true),
        /** The line or the other side failed, for now. */
        UNREACHABLE(true);

        private final boolean mayPass;

        Kind(boolean mayPass) {
            this.mayPass = mayPass;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable Duration wait;

    HubException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    private HubException(Kind kind, String message, @Nullable Throwable cause, @Nullable Duration wait) {
        super(message, cause, false, false);
        this.kind = kind;
        this.wait = wait;
    }

    /** A failure of the other side, which may have said how long to wait. */
    static HubException unreachable(String message, @Nullable Duration wait) {
        return new HubException(Kind.UNREACHABLE, message, null, wait);
    }

    /** A failure while talking to a host; what is one of these already stays as it is. */
    static HubException onTheWay(String host, Throwable failure) {
        return failure instanceof HubException known
                ? known
                : new HubException(
                        Kind.UNREACHABLE,
                        failure instanceof TimeoutException
                                ? "%s does not answer.".formatted(host)
                                : "The connection to %s failed or broke.".formatted(host),
                        failure,
                        null);
    }

    /** A failure of this server's own disk; what is one of these already stays as it is. */
    static HubException storing(String fileName, Throwable failure) {
        return failure instanceof HubException known
                ? known
                : new HubException(
                        Kind.STORAGE,
                        "%s cannot be written on this server: the disk may be full, or the folder read-only."
                                .formatted(fileName),
                        failure,
                        null);
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Whether the same may work later, without anything being changed. */
    public boolean isWorthRetrying() {
        return kind.mayPass;
    }

    /** How long the other side asks to wait; null where it does not say. */
    @Nullable
    Duration askedWait() {
        return wait;
    }
}
