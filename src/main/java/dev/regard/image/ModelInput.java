package dev.regard.image;

import dev.regard.tensor.FloatTensor;

/**
 * A picture as a model reads it.
 *
 * @param tensor        [1, channels, height, width] or [1, height, width, channels]
 * @param seen          the part of the upright picture that the tensor shows, in pixels of the picture
 * @param pictureWidth  of the upright picture, in pixels
 * @param pictureHeight of the upright picture, in pixels
 */
public record ModelInput(FloatTensor tensor, Box seen, int pictureWidth, int pictureHeight) {}
