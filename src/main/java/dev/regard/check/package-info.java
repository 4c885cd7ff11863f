/** How far one map may be believed: four questions to the model, what they answer, and a verdict. Knows no Vert.x. */
@NullMarked
package dev.regard.check;

import org.jspecify.annotations.NullMarked;
