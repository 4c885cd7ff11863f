/** Which method explains a model best: all of them judged by the same pictures and metrics. */
@NullMarked
package dev.regard.ranking;

import org.jspecify.annotations.NullMarked;
