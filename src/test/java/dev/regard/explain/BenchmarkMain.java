package dev.regard.explain;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmark and prints medians, and ratios to the plain forward pass. Arguments: model folders. */
final class BenchmarkMain {

    private static final int PAIRS = 300;

    private BenchmarkMain() {}

    public static void main(String[] arguments) throws RunnerException, IOException, OrtException {
        String[] models = arguments.length > 0
                ? arguments
                : Stream.of("models/toybox", "../shared/real/models/mobilenet_v2_1.0_224")
                        .filter(folder -> Files.isDirectory(Path.of(folder)))
                        .toArray(String[]::new);
        Options options = new OptionsBuilder()
                .include(ExplainBenchmark.class.getName())
                .param("model", models)
                .build();
        print(new Runner(options).run());
        for (String model : models) {
            printPairs(model);
        }
    }

    /** In turn, a plain forward pass and CAM of all classes: a machine whose speed drifts slows both. */
    private static void printPairs(String model) throws IOException, OrtException {
        ExplainBenchmark benchmark = new ExplainBenchmark();
        benchmark.model = model;
        benchmark.open();
        double[] ratios = new double[PAIRS];
        for (int pair = -PAIRS; pair < PAIRS; pair++) {
            long start = System.nanoTime();
            benchmark.plainForward();
            long between = System.nanoTime();
            benchmark.camOfAllClasses();
            if (pair >= 0) {
                ratios[pair] = (double) (System.nanoTime() - between) / (between - start);
            }
        }
        benchmark.close();
        Arrays.sort(ratios);
        System.out.printf(
                "%n%s: CAM of all classes in turn with plain forwards, median ratio %.2f%n", model, ratios[PAIRS / 2]);
    }

    private static void print(Collection<RunResult> results) {
        Map<String, Map<String, Double>> medians = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel();
            double median = result.getPrimaryResult().getStatistics().getPercentile(50);
            medians.computeIfAbsent(result.getParams().getParam("model"), model -> new TreeMap<>())
                    .put(name, median);
        }
        medians.forEach((model, byName) -> {
            double forward = byName.getOrDefault("plainForward", Double.NaN);
            System.out.printf("%n%s%n", model);
            byName.forEach((name, micros) ->
                    System.out.printf("  %-20s %8.2f ms  %5.2f forwards%n", name, micros / 1000, micros / forward));
        });
    }
}
