package dev.regard.explain;

/**
 * What the model says about one class.
 *
 * @param index       class index
 * @param label       class label
 * @param score       the logit: the number before a final Softmax or Sigmoid
 * @param probability the number after it, 0 to 1
 */
public record Prediction(int index, String label, float score, float probability) {}
