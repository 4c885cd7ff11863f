/** What a model uses to name a class over many pictures, and which of it is suspicious. */
@NullMarked
package dev.regard.bias;

import org.jspecify.annotations.NullMarked;
