package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;

/** A form of a batch, part by part. */
final class BatchForm {

    static final String TYPE = "multipart/form-data; boundary=b";
    static final String ADDRESS = "/api/explanations/batch";

    private final Buffer body = Buffer.buffer();

    BatchForm field(String name, String value) {
        body.appendString("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
        return this;
    }

    BatchForm picture(String name, byte[] bytes) {
        return file("image", name, bytes);
    }

    BatchForm picture(Path file) throws IOException {
        return picture(file.getFileName().toString(), Files.readAllBytes(file));
    }

    BatchForm file(String field, String name, byte[] bytes) {
        body.appendString("--b\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
                        + "\"\r\nContent-Type: image/jpeg\r\n\r\n")
                .appendBytes(bytes)
                .appendString("\r\n");
        return this;
    }

    /** So far, without its end. */
    Buffer open() {
        return body;
    }

    Buffer closed() {
        return body.copy().appendString("--b--\r\n");
    }

    HttpRequest.Builder to(ServerFixture server) {
        return request(server, closed());
    }

    static HttpRequest.Builder request(ServerFixture server, Buffer body) {
        return server.request(ADDRESS).header("Content-Type", TYPE).POST(BodyPublishers.ofByteArray(body.getBytes()));
    }
}
