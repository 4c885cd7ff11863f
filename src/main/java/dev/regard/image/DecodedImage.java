package dev.regard.image;

/**
 * An image, decoded.
 *
 * @param pixels     upright; transparency is dropped, so that a model is given the colours beneath it
 * @param appearance of the file
 */
public record DecodedImage(Pixels pixels, Appearance appearance) {}
