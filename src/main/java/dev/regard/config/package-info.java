/** Settings of the server: {@link dev.regard.config.RegardConfig} is a record that cannot be invalid. Only {@code Main} reads it. */
@NullMarked
package dev.regard.config;

import org.jspecify.annotations.NullMarked;
