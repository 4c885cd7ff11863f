package dev.regard.explain;

import ai.onnxruntime.OrtException;
import dev.regard.cam.CamMethod;
import dev.regard.runtime.LayerInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How much longer explanations take than a plain forward pass: the two in turn, call by call, because a machine whose speed
 * drifts then slows both, and the median of the ratios.
 */
public final class RatioTable {

    private static final long WARM_UP_NANOS = 3_000_000_000L;
    private static final long NANOS = 10_000_000_000L;
    private static final int FEWEST = 5;
    private static final int TEN = 10;

    /** Feature maps that Score-CAM looks at here: enough for many batches, few enough to be done in seconds. */
    private static final int CHANNELS = 64;

    private RatioTable() {}

    /** A call of the benchmark. */
    private interface Call {
        Object make() throws OrtException;
    }

    /** Measures a model and prints a line for each kind of explanation. */
    public static void print(String folder) throws IOException, OrtException {
        try (PlainAndExplained model = PlainAndExplained.open(Path.of(folder))) {
            System.out.printf("%n%s: explanations in plain forward passes%n", folder);
            ClassSelection one = new ClassSelection.Best(1);
            ClassSelection ten = new ClassSelection.Best(Math.min(TEN, model.classes()));
            LayerInfo recommended = model.recommendedLayer();
            List<LayerInfo> layers = model.layers();
            LayerInfo middle = layers.get(layers.size() / 2);
            if (recommended.hasClassMaps()) {
                line(model, "CAM, all classes", CamMethod.CAM, recommended, new ClassSelection.All());
            }
            line(model, "Grad-CAM, best class", CamMethod.GRAD_CAM, recommended, one);
            line(model, "Grad-CAM, ten best classes", CamMethod.GRAD_CAM, recommended, ten);
            line(model, "Grad-CAM at " + middle.title(), CamMethod.GRAD_CAM, middle, one);
            line(model, "input gradient", CamMethod.INPUT_GRADIENT, null, one);
            for (CamMethod method :
                    List.of(CamMethod.ABLATION_CAM, CamMethod.RECIPRO_CAM, CamMethod.FEM, CamMethod.EIGEN_CAM)) {
                line(model, method.title(), method, recommended, one);
            }
            scoreCam(model, recommended);
        }
    }

    /** Against as many pictures of the untouched file, in batches of the same size. */
    private static void scoreCam(PlainAndExplained model, LayerInfo layer) throws OrtException {
        int channels = Math.min(CHANNELS, layer.channels());
        MethodOptions how = MethodOptions.of(Map.of(MethodOption.CHANNELS.field(), channels));
        Call explained = () -> model.explain(CamMethod.SCORE_CAM, layer, new ClassSelection.Best(1), how);
        // The first runs find out which batch is best.
        for (int run = 0; run < 3; run++) {
            explained.make();
        }
        int batch = model.batch();
        double[] pair = inTurn(() -> model.plainForward(batch), explained);
        double questions = (double) channels / batch;
        System.out.printf(
                "  %-28s %5.2f  (%.1f ms) times %d forward passes in batches of %d%n",
                "Score-CAM, %d channels".formatted(channels), pair[0] / questions, pair[1] / 1e6, channels, batch);
    }

    private static void line(
            PlainAndExplained model, String name, CamMethod method, @Nullable LayerInfo layer, ClassSelection classes)
            throws OrtException {
        double[] pair = inTurn(model::plainForward, () -> model.explain(method, layer, classes));
        System.out.printf("  %-28s %5.2f  (%.1f ms)%n", name, pair[0], pair[1] / 1e6);
    }

    /** Median ratio of the second to the first, and the second's median in nanoseconds. */
    private static double[] inTurn(Call plain, Call explained) throws OrtException {
        for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; ) {
            plain.make();
            explained.make();
        }
        double[] ratios = new double[(int) (NANOS / 1_000_000)];
        double[] nanos = new double[ratios.length];
        int pairs = 0;
        for (long start = System.nanoTime();
                pairs < ratios.length && (pairs < FEWEST || System.nanoTime() - start < NANOS);
                pairs++) {
            long before = System.nanoTime();
            plain.make();
            long between = System.nanoTime();
            explained.make();
            nanos[pairs] = System.nanoTime() - between;
            ratios[pairs] = nanos[pairs] / (between - before);
        }
        return new double[] {median(ratios, pairs), median(nanos, pairs)};
    }

    private static double median(double[] numbers, int count) {
        return IntStream.range(0, count)
                .mapToDouble(index -> numbers[index])
                .sorted()
                .skip(count / 2)
                .findFirst()
                .orElse(Double.NaN);
    }
}
