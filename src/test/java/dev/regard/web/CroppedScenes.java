package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Many pictures: parts of the samples around one object each, in a folder that is called after it. */
final class CroppedScenes {

    private static final Path SAMPLES = Path.of("webroot/samples");
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private CroppedScenes() {}

    private record Scene(BufferedImage picture, String label, Rectangle box) {}

    /** Writes so many pictures as folder/label/number.jpg; the same ones each time. */
    static List<Path> write(Path folder, int count) throws IOException {
        List<Scene> scenes = scenes();
        Random random = new Random(5);
        List<Path> files = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Scene scene = scenes.get(number % scenes.size());
            Path file = folder.resolve("%s/%03d.jpg".formatted(scene.label, number));
            Files.createDirectories(file.getParent());
            ImageIO.write(crop(scene, random), "jpg", file.toFile());
            files.add(file);
        }
        return files;
    }

    /** The object with something around it, at the size of a sample. */
    private static BufferedImage crop(Scene scene, Random random) {
        int height = Math.min(Math.max(scene.box.height, scene.box.width * HEIGHT / WIDTH) * 3 / 2, HEIGHT);
        int width = height * WIDTH / HEIGHT;
        int left = within(scene.box.x + scene.box.width / 2 - width / 2 + random.nextInt(40) - 20, WIDTH - width);
        int top = within(scene.box.y + scene.box.height / 2 - height / 2 + random.nextInt(40) - 20, HEIGHT - height);
        BufferedImage crop = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = crop.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(scene.picture, 0, 0, WIDTH, HEIGHT, left, top, left + width, top + height, null);
        graphics.dispose();
        return crop;
    }

    private static int within(int start, int most) {
        return Math.clamp(start, 0, most);
    }

    private static List<Scene> scenes() throws IOException {
        List<Scene> found = new ArrayList<>();
        for (Object each : new JsonObject(Files.readString(SAMPLES.resolve("scenes.json"))).getJsonArray("scenes")) {
            JsonObject scene = (JsonObject) each;
            BufferedImage picture =
                    ImageIO.read(SAMPLES.resolve(scene.getString("image")).toFile());
            for (Object object : scene.getJsonArray("objects")) {
                JsonObject shown = (JsonObject) object;
                JsonArray box = shown.getJsonArray("box");
                found.add(new Scene(
                        picture,
                        shown.getString("class"),
                        new Rectangle(box.getInteger(0), box.getInteger(1), box.getInteger(2), box.getInteger(3))));
            }
        }
        return found;
    }
}
