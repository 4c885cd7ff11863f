package dev.regard.image;

/**
 * A rectangle in a picture, in pixels; (0, 0) is the picture's upper left corner. It may reach beyond the picture where
 * the model saw padding.
 */
public record Box(double x, double y, double width, double height) {}
