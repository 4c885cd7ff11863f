package dev.regard.model;

/** A model folder that cannot be used as it is; the message says which file and why, without any path. */
public final class InvalidModelFolderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidModelFolderException(String message) {
        super(message);
    }

    public InvalidModelFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
