/** Brings models of any age into the form that gradients are written in: {@link dev.regard.rewrite.Lift}. */
@NullMarked
package dev.regard.rewrite;

import org.jspecify.annotations.NullMarked;
