package dev.regard.web;

import dev.regard.store.ImageStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Pictures that a request names instead of sending: by the id of one that the server has, or by an address on the web.
 *
 * @param images that the server has
 * @param remote those on the web
 */
record NamedPictures(ImageStore images, RemotePictures remote) {

    /** An id is hexadecimal, so what has a colon is an address. */
    Future<Buffer> get(String name) {
        return name.contains(":") ? remote.fetch(name) : images.get(name);
    }
}
