/** Takes in models that somebody sends: unpacked, checked, tried in a process of its own, and put in place at once or not at all. */
@NullMarked
package dev.regard.intake;

import org.jspecify.annotations.NullMarked;
