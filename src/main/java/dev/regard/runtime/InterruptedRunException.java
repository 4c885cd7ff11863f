package dev.regard.runtime;

/** A run was ended by its {@link Interrupt}. */
public final class InterruptedRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InterruptedRunException() {
        super("the run was ended");
    }
}
