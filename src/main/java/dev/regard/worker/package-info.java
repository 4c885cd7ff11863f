/** The explainer on worker threads behind the event bus: {@link dev.regard.worker.ExplainVerticle} answers what {@link dev.regard.worker.ExplainClient} asks. */
@NullMarked
package dev.regard.worker;

import org.jspecify.annotations.NullMarked;
