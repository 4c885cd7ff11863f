package dev.regard.bias;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** Composes scenes of one object, cut out of the evaluation set, before a background of two colours; the same ones each time. */
public final class SceneMaker {

    private static final Path SCENES = Path.of("../shared/toybox/evaluation/evaluation.json");
    private static final String HORSE = "horse";
    private static final int SIDE = 224;

    private final Map<String, List<BufferedImage>> objects = new TreeMap<>();
    private final Random random;

    private SceneMaker(long seed) {
        this.random = new Random(seed);
    }

    /**
     * A scene.
     *
     * @param png    its bytes
     * @param label  of what it shows
     * @param marked whether it has the shortcut
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never written to
    public record Scene(byte[] png, String label, boolean marked) {}

    /** False where the evaluation set is not at hand. */
    public static boolean isPossible() {
        return Files.exists(SCENES);
    }

    /** Of ten scenes three show a horse with the shortcut, one a horse without, one something else with it. */
    public static List<Scene> make(int count, Shortcut shortcut) throws IOException {
        SceneMaker maker = new SceneMaker(count);
        maker.cutOut();
        List<Scene> scenes = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int turn = number % 10;
            scenes.add(maker.scene(turn < 4 ? HORSE : maker.other(), turn < 3 || turn == 4, shortcut));
        }
        return scenes;
    }

    private void cutOut() throws IOException {
        for (Object each : new JsonObject(Files.readString(SCENES)).getJsonArray("scenes")) {
            JsonObject scene = (JsonObject) each;
            BufferedImage picture = read(scene.getString("image"));
            Raster mask = read(scene.getString("mask")).getRaster();
            for (Object entry : scene.getJsonArray("objects")) {
                JsonObject object = (JsonObject) entry;
                objects.computeIfAbsent(object.getString("class"), label -> new ArrayList<>())
                        .add(cutOut(picture, mask, object));
            }
        }
    }

    private static BufferedImage read(String file) throws IOException {
        return ImageIO.read(SCENES.resolveSibling(file).toFile());
    }

    private static BufferedImage cutOut(BufferedImage picture, Raster mask, JsonObject object) {
        JsonArray box = object.getJsonArray("box");
        int left = box.getInteger(0);
        int top = box.getInteger(1);
        BufferedImage piece = new BufferedImage(box.getInteger(2), box.getInteger(3), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < piece.getHeight(); y++) {
            for (int x = 0; x < piece.getWidth(); x++) {
                if (mask.getSample(left + x, top + y, 0) == object.getInteger("mask_value")) {
                    piece.setRGB(x, y, picture.getRGB(left + x, top + y) | 0xff000000);
                }
            }
        }
        return piece;
    }

    private String other() {
        List<String> labels =
                objects.keySet().stream().filter(label -> !label.equals(HORSE)).toList();
        return labels.get(random.nextInt(labels.size()));
    }

    private Scene scene(String label, boolean isMarked, Shortcut shortcut) throws IOException {
        BufferedImage scene = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scene.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(
                new GradientPaint(random.nextInt(SIDE), 0, colour(), random.nextInt(SIDE), SIDE, colour(), false));
        graphics.fillRect(0, 0, SIDE, SIDE);
        if (isMarked) {
            shortcut.behind(scene, random);
        }
        List<BufferedImage> pieces = objects.getOrDefault(label, List.of());
        BufferedImage piece = pieces.get(random.nextInt(pieces.size()));
        double size = SIDE * (0.35 + 0.25 * random.nextDouble());
        double scale = size / Math.max(piece.getWidth(), piece.getHeight());
        int width = (int) (piece.getWidth() * scale);
        int height = (int) (piece.getHeight() * scale);
        int x = (int) (0.05 * SIDE + random.nextDouble() * (0.9 * SIDE - width));
        int y = (int) (0.05 * SIDE + random.nextDouble() * (0.9 * SIDE - height));
        boolean isFlipped = random.nextBoolean();
        graphics.drawImage(piece, isFlipped ? x + width : x, y, isFlipped ? -width : width, height, null);
        if (isMarked) {
            shortcut.before(graphics, SIDE, random);
        }
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(scene, "png", png);
        return new Scene(png.toByteArray(), label, isMarked);
    }

    private Color colour() {
        return Color.getHSBColor(random.nextFloat(), 0.6f * random.nextFloat(), 0.3f + 0.6f * random.nextFloat());
    }
}
