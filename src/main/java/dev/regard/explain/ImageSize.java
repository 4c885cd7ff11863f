package dev.regard.explain;

/**
 * Size of an upright picture.
 *
 * @param width  in pixels
 * @param height in pixels
 */
public record ImageSize(int width, int height) {}
