/** How good an explanation is, as pure functions of maps, pictures and answers: {@link dev.regard.metrics.Trial} asks the model, the others need none. Knows no runtime and no Vert.x. */
@NullMarked
package dev.regard.metrics;

import org.jspecify.annotations.NullMarked;
