/** Pictures by their address on the web: {@link dev.regard.remote.PictureFetch} takes them from public servers, and from nowhere else. */
@NullMarked
package dev.regard.remote;

import org.jspecify.annotations.NullMarked;
