package dev.regard.store;

/** A link was to be deleted with a token that is not its own. */
public final class WrongToken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongToken() {
        super("This token does not delete the link. Send the one that its maker was given.", null, false, false);
    }
}
