package dev.regard.runtime;

/** What a session computes besides the class scores. Each is a graph of its own: what isn't asked for costs nothing. */
public enum Pass {
    /** The activations of a layer. */
    ACTIVATIONS(true),
    /** The same, and the maps of all classes where the head is exact there. */
    FORWARD(true),
    /** The activations of a layer and the gradients of the class scores with respect to them. */
    LAYER_GRADIENTS(true),
    /** The gradients with respect to the picture. */
    INPUT_GRADIENTS(false),
    /** The same by the rules of guided backpropagation. */
    GUIDED_GRADIENTS(false),
    /** The gradients with respect to the picture, and a map of what each bias adds on the way. */
    BIAS_GRADIENTS(false),
    /** The class scores alone. */
    SCORES(false),
    /** The class scores from activations of a layer that are given: only what lies behind the layer runs. */
    TAIL(true),
    /** The same, and the gradients with respect to those activations. */
    TAIL_GRADIENTS(true);

    private final boolean hasLayer;

    Pass(boolean hasLayer) {
        this.hasLayer = hasLayer;
    }

    /** True where it is computed at a target layer, false where at the picture. */
    public boolean hasLayer() {
        return hasLayer;
    }

    /** True where it runs backward. */
    public boolean isBackward() {
        return switch (this) {
            case ACTIVATIONS, FORWARD, SCORES, TAIL -> false;
            default -> true;
        };
    }

    /** True where it starts from activations of a layer. */
    public boolean isTail() {
        return this == TAIL || this == TAIL_GRADIENTS;
    }
}
