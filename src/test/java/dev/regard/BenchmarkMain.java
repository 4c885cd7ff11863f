package dev.regard;

import dev.regard.explain.ExplainBenchmark;
import dev.regard.explain.MemoryTable;
import dev.regard.explain.RatioTable;
import dev.regard.image.LargePictureTable;
import dev.regard.web.BatchTable;
import dev.regard.web.LighthouseTable;
import dev.regard.web.PageTable;
import dev.regard.web.PatienceTable;
import dev.regard.web.PicturesTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Prints what a large picture takes, memory, medians, ratios of explanations to plain forward passes, what short and cancelled
 * work waits for, many pictures through the page and in a batch beside the engine alone, how quick the page is to look at,
 * and what Lighthouse says of it. Arguments: model folders.
 */
final class BenchmarkMain {

    private BenchmarkMain() {}

    public static void main(String[] arguments) throws Exception {
        String[] models = arguments.length > 0
                ? arguments
                : Stream.of("models/toybox", "../shared/real/models/mobilenet_v2_1.0_224")
                        .filter(folder -> Files.isDirectory(Path.of(folder)))
                        .toArray(String[]::new);
        LargePictureTable.print();
        for (String model : models) {
            MemoryTable.print(model);
        }
        Options options = new OptionsBuilder()
                .include(ExplainBenchmark.class.getName())
                .param("model", models)
                .build();
        print(new Runner(options).run());
        for (String model : models) {
            RatioTable.print(model);
        }
        for (String model : models) {
            PatienceTable.print(model);
        }
        for (String model : models) {
            PicturesTable.print(model);
            BatchTable.print(model);
        }
        for (String model : models) {
            PageTable.print(model);
        }
        LighthouseTable.print();
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
            System.out.printf("%n%s%n", model);
            byName.forEach((name, micros) -> System.out.printf("  %-20s %8.2f ms%n", name, micros / 1000));
        });
    }
}
