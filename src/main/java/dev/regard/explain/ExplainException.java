package dev.regard.explain;

/**
 * What went wrong, in words for the one who asked: what was given, what is accepted, what to do. Never holds a path of
 * the server.
 */
public abstract sealed class ExplainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ExplainException(String message) {
        super(message);
    }

    /** The picture cannot be read. */
    public static final class BadPicture extends ExplainException {
        private static final long serialVersionUID = 1L;

        public BadPicture(String message) {
            super(message);
        }
    }

    /** The picture has too many pixels or bytes. */
    public static final class PictureTooLarge extends ExplainException {
        private static final long serialVersionUID = 1L;

        public PictureTooLarge(String message) {
            super(message);
        }
    }

    /** No model has this name. */
    public static final class UnknownModel extends ExplainException {
        private static final long serialVersionUID = 1L;

        public UnknownModel(String message) {
            super(message);
        }
    }

    /** The model is there but cannot be used. */
    public static final class BrokenModel extends ExplainException {
        private static final long serialVersionUID = 1L;

        public BrokenModel(String message) {
            super(message);
        }
    }

    /** A method, layer or class that does not exist, or a selection that makes no sense. */
    public static final class BadSelection extends ExplainException {
        private static final long serialVersionUID = 1L;

        public BadSelection(String message) {
            super(message);
        }
    }

    /** The method exists but cannot work for this model at this layer. */
    public static final class UnsupportedMethod extends ExplainException {
        private static final long serialVersionUID = 1L;

        public UnsupportedMethod(String message) {
            super(message);
        }
    }

    /** Whoever asked has gone, or asked for something else. */
    public static final class Cancelled extends ExplainException {
        private static final long serialVersionUID = 1L;

        public Cancelled(String message) {
            super(message);
        }
    }
}
