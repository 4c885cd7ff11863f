package dev.regard.ranking;

import dev.regard.explain.ClassSelection;
import dev.regard.explain.Truth;
import dev.regard.image.Box;
import dev.regard.image.Mask;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Pictures of which somebody has said what is where. */
final class LabelledPictures {

    private LabelledPictures() {}

    /** Composed scenes, an object each: with its box, and its pixels in a mask. */
    static List<Sample> scenes(Path folder) throws IOException {
        List<Sample> samples = new ArrayList<>();
        JsonObject all = new JsonObject(Files.readString(folder.resolve("evaluation.json")));
        for (Object each : all.getJsonArray("scenes")) {
            JsonObject scene = (JsonObject) each;
            byte[] picture = Files.readAllBytes(folder.resolve(scene.getString("image")));
            Raster mask = ImageIO.read(folder.resolve(scene.getString("mask")).toFile())
                    .getRaster();
            for (Object one : scene.getJsonArray("objects")) {
                JsonObject object = (JsonObject) one;
                JsonArray box = object.getJsonArray("box");
                samples.add(new Sample(
                        picture,
                        new ClassSelection.Name(object.getString("class_id")),
                        new Truth(
                                List.of(new Box(
                                        box.getDouble(0), box.getDouble(1), box.getDouble(2), box.getDouble(3))),
                                mask(mask, object.getInteger("mask_value")))));
            }
        }
        return samples;
    }

    /** Photographs with boxes round all objects of a class. */
    static List<Sample> photographs(Path folder) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("index.csv"))) {
            // Only labels are quoted, and boxes are the field behind them.
            String[] fields = line.replaceAll("\"[^\"]*\"", "").split(",", -1);
            if (fields[3].matches("[0-9; ]+")) {
                samples.add(new Sample(
                        Files.readAllBytes(folder.resolve(fields[0])),
                        new ClassSelection.Name(fields[1]),
                        new Truth(
                                Stream.of(fields[3].split(";"))
                                        .map(LabelledPictures::box)
                                        .toList(),
                                null)));
            }
        }
        return samples;
    }

    private static Box box(String corners) {
        int[] at = Arrays.stream(corners.strip().split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();
        return new Box(at[0], at[1], at[2] - at[0], at[3] - at[1]);
    }

    /** The pixels of one object. */
    private static Mask mask(Raster pixels, int value) {
        BitSet inside = new BitSet(pixels.getWidth() * pixels.getHeight());
        for (int y = 0; y < pixels.getHeight(); y++) {
            for (int x = 0; x < pixels.getWidth(); x++) {
                inside.set(y * pixels.getWidth() + x, pixels.getSample(x, y, 0) == value);
            }
        }
        return new Mask(pixels.getWidth(), pixels.getHeight(), inside);
    }
}
