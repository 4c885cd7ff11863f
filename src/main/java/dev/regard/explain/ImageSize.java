package dev.regard.explain;

import dev.regard.image.ImageHeader;

/**
 * Size of an upright picture.
 *
 * @param width  in pixels
 * @param height in pixels
 */
public record ImageSize(int width, int height) {

    static ImageSize of(ImageHeader header) {
        return new ImageSize(header.width(), header.height());
    }
}
