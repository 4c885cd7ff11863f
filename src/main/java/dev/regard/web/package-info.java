/** The non-blocking HTTP side: {@link dev.regard.web.HttpVerticle} holds the table of routes. */
@NullMarked
package dev.regard.web;

import org.jspecify.annotations.NullMarked;
