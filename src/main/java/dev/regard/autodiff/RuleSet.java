package dev.regard.autodiff;

/** Which derivative the backward pass computes. */
public enum RuleSet {
    /** The true one. */
    EXACT,
    /**
     * Guided backpropagation: a ReLU also stops what would speak against the class. Springenberg et al. 2015, Striving
     * for Simplicity: The All Convolutional Net, section 3.4.
     */
    GUIDED
}
