package dev.regard.store;

/** No picture has this id, or it was removed to make room. */
public final class UnknownPicture extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownPicture() {
        super("No picture has this id, or it was removed to make room. Send the picture again.", null, false, false);
    }
}
