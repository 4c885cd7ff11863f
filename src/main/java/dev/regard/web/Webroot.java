package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The static files of the pages as they were when the server started.
 *
 * @param folder  that holds them
 * @param hash    of all of them: it is part of their addresses, so that browsers may keep them for ever
 * @param samples   the sample pictures, in the order of the gallery
 * @param languages that the pages speak
 */
record Webroot(Path folder, String hash, List<Sample> samples, Languages languages) {

    private static final int HASH_BYTES = 6;

    /** A sample picture; {@code image} is its file name in {@code samples/}. */
    record Sample(String image, String title, int width, int height) {

        /** The file name of its thumbnail in {@code samples/small/}. */
        String small() {
            return image.replace(".jpg", ".webp");
        }
    }

    /** Where the files are served. */
    String address() {
        return "/static/" + hash;
    }

    /** Reads the folder. Blocks. */
    static Webroot read(Path folder) throws IOException {
        return new Webroot(
                folder.toAbsolutePath(),
                hash(folder),
                samples(folder.resolve("samples/scenes.json")),
                Languages.read(folder.resolve("languages")));
    }

    private static String hash(Path folder) throws IOException {
        MessageDigest digest = sha256();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static List<Sample> samples(Path scenes) throws IOException {
        if (!Files.exists(scenes)) {
            return List.of();
        }
        return new JsonObject(Buffer.buffer(Files.readAllBytes(scenes)))
                .getJsonArray("scenes").stream()
                        .map(JsonObject.class::cast)
                        .map(scene -> new Sample(
                                scene.getString("image"),
                                scene.getString("title"),
                                scene.getInteger("width"),
                                scene.getInteger("height")))
                        .toList();
    }
}
