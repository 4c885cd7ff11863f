package dev.regard.intake;

/** Why a model is not taken, in words for the one who sent it. Never holds a path of the server. */
public final class IntakeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is in the way. */
    public enum Kind {
        /** What was sent cannot be a model. */
        BAD_UPLOAD,
        /** It is one, but cannot be used here. */
        UNUSABLE,
        /** It takes more room than is allowed. */
        TOO_LARGE,
        /** Another model has this name. */
        NAME_TAKEN,
        /** No model has this name. */
        UNKNOWN,
        /** The model was put there by hand, and is taken away so. */
        NOT_OURS
    }

    public IntakeException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public IntakeException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
