package dev.regard.runtime;

/** What a session computes besides the class scores. Each is a graph of its own: what isn't asked for costs nothing. */
public enum Pass {
    /** The activations of a layer; the maps of all classes where the head is exact there. */
    FORWARD(true),
    /** The activations of a layer and the gradients of the class scores with respect to them. */
    LAYER_GRADIENTS(true),
    /** The gradients with respect to the picture. */
    INPUT_GRADIENTS(false),
    /** The same by the rules of guided backpropagation. */
    GUIDED_GRADIENTS(false),
    /** The gradients with respect to the picture, and a map of what each bias adds on the way. */
    BIAS_GRADIENTS(false);

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
        return this != FORWARD;
    }
}
