package dev.regard.autodiff;

import dev.regard.onnx.Node;

/** A node between target layer and class score has no rule in the table. */
public final class MissingVjpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String opType;

    MissingVjpException(Node node) {
        super("the derivative of %s is not known".formatted(node));
        this.opType = node.opType();
    }

    /** The operator that the table lacks. */
    public String opType() {
        return opType;
    }
}
