/** Class activation mapping and saliency as pure functions from numbers to maps: {@link dev.regard.cam.CamMethod}. Knows no runtime and no Vert.x. */
@NullMarked
package dev.regard.cam;

import org.jspecify.annotations.NullMarked;
