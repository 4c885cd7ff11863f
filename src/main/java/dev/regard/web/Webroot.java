package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The static files of the pages as they were when the server started.
 *
 * @param files     by their paths
 * @param hash      of all of them: it is part of their addresses, so that browsers may keep them for ever
 * @param samples   the sample pictures, in the order of the gallery
 * @param languages that the pages speak
 */
record Webroot(Map<String, StaticFile> files, String hash, List<Sample> samples, Languages languages) {

    private static final int HASH_BYTES = 6;

    /** A sample picture; {@code image} is its file name in {@code samples/}. */
    record Sample(String image, int width, int height) {

        /** The key of its title: 01-dog-and-cat.jpg is called dog-and-cat. */
        String name() {
            return image.replaceAll("^\\d+-|\\.\\w+$", "");
        }

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
        MessageDigest digest = sha256();
        Map<String, StaticFile> files = new HashMap<>();
        for (Path path : paths(folder)) {
            String name = folder.relativize(path).toString().replace('\\', '/');
            byte[] bytes = Files.readAllBytes(path);
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
            StaticFile file = StaticFile.of(name, bytes);
            if (file != null) {
                files.put(name, file);
            }
        }
        return new Webroot(
                Map.copyOf(files),
                HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES),
                samples(folder.resolve("samples/scenes.json")),
                Languages.read(folder.resolve("languages")));
    }

    private static List<Path> paths(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
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
                                scene.getString("image"), scene.getInteger("width"), scene.getInteger("height")))
                        .toList();
    }
}
