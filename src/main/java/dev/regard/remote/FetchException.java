package dev.regard.remote;

/** Why there is no picture from an address, in a sentence that tells nothing of the networks around this server. */
public final class FetchException extends RuntimeException {

    /** What is wrong. */
    public enum Kind {
        /** What was given is no address on the web. */
        INVALID,
        /** It leads to no public server, or to one that does not answer: which of these is not told. */
        UNREACHABLE,
        /** A public server gives no picture. */
        REFUSED,
        /** More than this server takes. */
        TOO_LARGE,
        /** Too many pictures are on their way already. */
        BUSY
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    private FetchException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static FetchException invalid() {
        return new FetchException(
                Kind.INVALID,
                "This is no address of a picture. It begins with http:// or https://, names a server, and holds no user name and no blanks, such as https://example.org/dog.jpg.");
    }

    /** The same for all that may lie behind it: whoever asks must not learn what answers in the networks around here. */
    static FetchException unreachable() {
        return new FetchException(
                Kind.UNREACHABLE,
                "No picture can be fetched from this address. It has to lead to a public server, at a usual port, that answers within seconds. Check it, or save the picture and send the file.");
    }

    static FetchException refused(int status) {
        return new FetchException(
                Kind.REFUSED,
                "The server of this address answers with status %d instead of a picture. Check the address, or save the picture and send the file."
                        .formatted(status));
    }

    static FetchException tooLarge(int mostBytes) {
        return new FetchException(
                Kind.TOO_LARGE,
                "What lies at this address is larger than %d bytes. Take a smaller picture.".formatted(mostBytes));
    }

    static FetchException busy() {
        return new FetchException(
                Kind.BUSY, "Too many pictures are being fetched already. Try again in a few seconds.");
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }
}
