package dev.regard.image;

import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.Preprocessing.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a photograph of 12 megapixels takes from its bytes to a model's input: memory, and time beside {@link Pillow}, the
 * two in turn.
 */
public final class LargePictureTable {

    private static final Path PICTURE = Path.of("webroot/samples/01-dog-and-cat.jpg");
    private static final int WARM_UPS = 8;
    private static final int RUNS = 15;

    static final Preprocessing PREPROCESSING = new Preprocessing(
            new ResizeTarget.ShortestEdge(256),
            Interpolation.BILINEAR,
            new CentreCrop(224, 224),
            1 / 255.0,
            List.of(0.485, 0.456, 0.406),
            List.of(0.229, 0.224, 0.225),
            3,
            ChannelOrder.RGB,
            Layout.NCHW);

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    private LargePictureTable() {}

    /** Prints a line for each kind of JPEG. */
    public static void print() throws IOException {
        LargePictureTable table = new LargePictureTable();
        Pixels photograph = table.photograph();
        System.out.printf("%n12 megapixels to a model's input%n");
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] jpeg = Pictures.jpeg(Pictures.image(photograph), 0.9f, progressive);
            String name = progressive ? "progressive" : "baseline";
            Path file = Files.write(Files.createTempFile("large", ".jpg"), jpeg);
            System.out.printf("  %-12s %s MB above what an idle process has%n", name, LargePictureMemory.measure(file));
            table.printTimes(name, jpeg, file);
        }
    }

    /** A sample at 12 megapixels, with the noise of a sensor: without it the JPEG would be of half the size. */
    private Pixels photograph() throws IOException {
        Pixels large = Resampler.resize(decoder.decode(Files.readAllBytes(PICTURE)), 4000, 3000, Interpolation.BICUBIC);
        byte[] noise = Pictures.hashed(4000, 3000).rgb();
        byte[] rgb = large.rgb();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.clamp((rgb[i] & 0xff) + noise[i - i % 3] / 8, 0, 255);
        }
        return large;
    }

    private void printTimes(String name, byte[] jpeg, Path file) {
        Optional<Pillow> peer = Pillow.open(file);
        try {
            double[] ours = new double[RUNS];
            double[] theirs = new double[RUNS];
            for (int run = -WARM_UPS; run < RUNS; run++) {
                int slot = Math.max(0, run);
                theirs[slot] = peer.map(Pillow::millis).orElse(Double.NaN);
                long start = System.nanoTime();
                prepare(jpeg);
                ours[slot] = (System.nanoTime() - start) / 1e6;
            }
            System.out.printf(
                    Locale.ROOT,
                    "  %-12s %s; Pillow %s %s; ratio of the medians %.2f%n",
                    name,
                    summary(ours),
                    peer.map(Pillow::version).orElse("is not here"),
                    summary(theirs),
                    median(ours) / median(theirs));
        } finally {
            peer.ifPresent(Pillow::close);
        }
    }

    private ModelInput prepare(byte[] jpeg) {
        return Preprocessor.preprocess(decoder.decode(jpeg), PREPROCESSING);
    }

    private static String summary(double[] millis) {
        return "%.0f ms (at best %.0f)"
                .formatted(median(millis), Arrays.stream(millis).min().orElse(Double.NaN));
    }

    private static double median(double[] millis) {
        return Arrays.stream(millis)
                .sorted()
                .skip(millis.length / 2)
                .findFirst()
                .orElse(Double.NaN);
    }
}
