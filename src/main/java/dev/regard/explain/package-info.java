/** The library that others can embed: {@link dev.regard.explain.Explainer} turns a picture into an {@link dev.regard.explain.Explanation}. Blocking plain Java, no Vert.x. */
@NullMarked
package dev.regard.explain;

import org.jspecify.annotations.NullMarked;
