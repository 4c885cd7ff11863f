package dev.regard.runtime;

/** A model that ONNX Runtime cannot run, or that is no image classifier; the message says why, without any path. */
public final class InvalidModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidModelException(String message) {
        super(message);
    }

    public InvalidModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
