/** From the bytes of a picture to what a model reads: {@link dev.regard.image.ImageDecoder} and {@link dev.regard.image.Preprocessor}. */
@NullMarked
package dev.regard.image;

import org.jspecify.annotations.NullMarked;
