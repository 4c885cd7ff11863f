package dev.regard.ranking;

import dev.regard.image.Box;
import dev.regard.image.ModelInput;
import dev.regard.metrics.Region;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

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
            Path mask = folder.resolve(scene.getString("mask"));
            for (Object one : scene.getJsonArray("objects")) {
                JsonObject object = (JsonObject) one;
                JsonArray box = object.getJsonArray("box");
                int value = object.getInteger("mask_value");
                samples.add(new Sample(
                        picture,
                        object.getInteger("class_id"),
                        new Drawn(
                                List.of(new Box(
                                        box.getDouble(0), box.getDouble(1), box.getDouble(2), box.getDouble(3))),
                                mask,
                                pixel -> pixel == value)));
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
                        Integer.valueOf(fields[1]),
                        new Drawn(
                                Stream.of(fields[3].split(";"))
                                        .map(LabelledPictures::box)
                                        .toList(),
                                null,
                                pixel -> false)));
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

    /** Boxes and pixels of a picture, as the model sees them. */
    private record Drawn(List<Box> boxes, @Nullable Path mask, IntPredicate isInside) implements Sample.Truth {

        @Override
        public List<dev.regard.metrics.Box> boxes(ModelInput input, int height, int width) {
            return boxes.stream()
                    .map(box -> scaled(box, input.seen(), height, width))
                    .flatMap(Optional::stream)
                    .toList();
        }

        /** What of it the model sees; empty where that is nothing. */
        private static Optional<dev.regard.metrics.Box> scaled(Box box, Box seen, int height, int width) {
            int left = place(box.x() - seen.x(), seen.width(), width);
            int right = place(box.x() + box.width() - seen.x(), seen.width(), width);
            int top = place(box.y() - seen.y(), seen.height(), height);
            int bottom = place(box.y() + box.height() - seen.y(), seen.height(), height);
            return right > left && bottom > top
                    ? Optional.of(new dev.regard.metrics.Box(left, top, right - left, bottom - top))
                    : Optional.empty();
        }

        private static int place(double pixels, double seen, int size) {
            return (int) Math.clamp(Math.round(pixels / seen * size), 0, size);
        }

        @Override
        public Optional<Region> mask(ModelInput input, int height, int width) {
            if (mask == null) {
                return Optional.empty();
            }
            Raster pixels = read(mask);
            Box seen = input.seen();
            boolean[] inside = new boolean[height * width];
            for (int pixel = 0; pixel < inside.length; pixel++) {
                int x = (int) (seen.x() + (pixel % width + 0.5) * seen.width() / width);
                int y = (int) (seen.y() + (pixel / width + 0.5) * seen.height() / height);
                inside[pixel] = isInside.test(pixels.getSample(x, y, 0));
            }
            return Optional.of(new Region(height, width, inside));
        }

        private static Raster read(Path mask) {
            try {
                BufferedImage read = ImageIO.read(mask.toFile());
                return read.getRaster();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
