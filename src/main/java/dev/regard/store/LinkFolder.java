package dev.regard.store;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folders of links, each under its id. Blocks. The time of a link's file is when it was last opened.
 *
 * @param path that holds them
 */
record LinkFolder(Path path) {

    static final String PICTURE = "picture";
    static final String DRAWING = "drawing.png";

    private static final String LINK = "link.json";
    private static final String HALF_WRITTEN = ".writing-";

    boolean has(String id) {
        return LinkKeys.isId(id) && Files.exists(file(id, LINK));
    }

    JsonObject read(String id) throws IOException {
        return new JsonObject(Buffer.buffer(Files.readAllBytes(file(id, LINK))));
    }

    Buffer bytes(String id, String name) throws IOException {
        return Buffer.buffer(Files.readAllBytes(file(id, name)));
    }

    /** Writes a link and answers its size. It is moved into place when complete, so that nobody ever opens half of one. */
    long write(String id, JsonObject link, Buffer picture, Buffer drawing) throws IOException {
        Path half = Files.createDirectory(path.resolve(HALF_WRITTEN + UUID.randomUUID()));
        try {
            Files.write(half.resolve(PICTURE), picture.getBytes());
            Files.write(half.resolve(DRAWING), drawing.getBytes());
            Files.write(half.resolve(LINK), link.toBuffer().getBytes());
            Files.move(half, path.resolve(id), StandardCopyOption.ATOMIC_MOVE);
            return size(id);
        } finally {
            remove(half);
        }
    }

    void replace(String id, JsonObject link) throws IOException {
        Path half = file(id, HALF_WRITTEN + UUID.randomUUID());
        Files.write(half, link.toBuffer().getBytes());
        Files.move(half, file(id, LINK), StandardCopyOption.ATOMIC_MOVE);
    }

    void opened(String id, Instant when) throws IOException {
        Files.setLastModifiedTime(file(id, LINK), FileTime.from(when));
    }

    void remove(String id) throws IOException {
        remove(path.resolve(id));
    }

    long size(String id) throws IOException {
        long size = 0;
        for (Path file : files(path.resolve(id))) {
            size += Files.size(file);
        }
        return size;
    }

    /** All names, what was half written among them; the one that was opened least recently first. */
    List<String> names() throws IOException {
        try (Stream<Path> links = Files.list(path)) {
            return links.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(LinkFolder::opened))
                    .map(link -> link.getFileName().toString())
                    .toList();
        }
    }

    private static FileTime opened(Path link) {
        try {
            return Files.getLastModifiedTime(link.resolve(LINK));
        } catch (IOException half) {
            return FileTime.fromMillis(0);
        }
    }

    private static void remove(Path link) throws IOException {
        if (Files.exists(link)) {
            for (Path file : files(link)) {
                Files.delete(file);
            }
            Files.delete(link);
        }
    }

    private static List<Path> files(Path link) throws IOException {
        try (Stream<Path> files = Files.list(link)) {
            return files.toList();
        }
    }

    private Path file(String id, String name) {
        return path.resolve(id).resolve(name);
    }
}
