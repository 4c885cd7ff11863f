package dev.regard.onnx;

/** The file is no ONNX model, or its graph contradicts itself; the message says where. */
public final class InvalidGraphException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidGraphException(String message) {
        super(message);
    }

    public InvalidGraphException(String message, Throwable cause) {
        super(message, cause);
    }
}
