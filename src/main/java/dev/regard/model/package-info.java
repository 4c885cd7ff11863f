/** Model folders as people already have them: {@link dev.regard.model.ModelLibrary} finds them, {@link dev.regard.model.ModelCard} says what is in one. */
@NullMarked
package dev.regard.model;

import org.jspecify.annotations.NullMarked;
