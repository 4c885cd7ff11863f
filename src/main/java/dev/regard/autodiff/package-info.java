/** Reverse-mode differentiation that writes ordinary ONNX nodes: {@link dev.regard.autodiff.ReverseMode} drives, {@link dev.regard.autodiff.VjpRules} is the table of rules. */
@NullMarked
package dev.regard.autodiff;

import org.jspecify.annotations.NullMarked;
