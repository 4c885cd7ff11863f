package dev.regard.store;

/** No link has this id: it was deleted, is too old, or was removed to make room. */
public final class UnknownLink extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownLink() {
        super("This link leads to nothing: it was deleted, or it is too old, or it never was.", null, false, false);
    }
}
