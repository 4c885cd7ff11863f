package dev.regard.image;

/** A picture that cannot be taken. The message is for the person who sent it: what was given, what is accepted, what to do. */
public final class ImageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a picture was refused. */
    public enum Kind {
        /** Not a picture, not one of the accepted formats, or damaged. */
        UNREADABLE,
        /** More bytes or more pixels than the limits allow. */
        TOO_LARGE
    }

    private final Kind kind;

    private ImageException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    private ImageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static ImageException unreadable(String message) {
        return new ImageException(Kind.UNREADABLE, message);
    }

    static ImageException unreadable(String message, Throwable cause) {
        return new ImageException(Kind.UNREADABLE, message, cause);
    }

    static ImageException tooLarge(String message) {
        return new ImageException(Kind.TOO_LARGE, message);
    }

    public Kind kind() {
        return kind;
    }
}
