/** Pictures that outlive a request: {@link dev.regard.store.ImageStore}. */
@NullMarked
package dev.regard.store;

import org.jspecify.annotations.NullMarked;
