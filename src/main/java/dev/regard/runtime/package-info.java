/** ONNX Runtime: {@link dev.regard.runtime.ExplainableModel} is an augmented graph in a session, on a {@link dev.regard.runtime.Device}. */
@NullMarked
package dev.regard.runtime;

import org.jspecify.annotations.NullMarked;
