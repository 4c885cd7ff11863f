/** Plain numbers with a shape: {@link dev.regard.tensor.FloatTensor}. Imports nothing of ours. */
@NullMarked
package dev.regard.tensor;

import org.jspecify.annotations.NullMarked;
