package dev.regard.ranking;

import dev.regard.cam.CamMethod;
import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.MethodOptions;
import dev.regard.explain.Progress;
import dev.regard.metrics.Estimate;
import dev.regard.metrics.Interval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges every method by pictures of which it is known what is where, and writes the tables into the README, between its marks.
 * Arguments: seconds that each method may take; methods, all of them where none is named.
 */
final class EvaluationMain {

    private static final Path SHARED = Path.of("../shared");
    private static final Path README = Path.of("README.md");

    private static final long USUAL_SECONDS = 30;

    /** These ask the model nothing, so that quick methods get through all objects. */
    private static final Set<Metric> LOCALISATION = Metric.OF_PLACE;

    private static final Set<Metric> OTHERS = EnumSet.of(Metric.ROAD, Metric.OVERALL, Metric.ADCC);

    private EvaluationMain() {}

    public static void main(String[] arguments) throws Exception {
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : USUAL_SECONDS;
        List<CamMethod> methods = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length).stream()
                        .map(name -> CamMethod.named(name).orElseThrow())
                        .toList()
                : List.of(CamMethod.values());
        String tables =
                table("models/toybox", LabelledPictures.scenes(SHARED.resolve("toybox/evaluation")), methods, seconds)
                        + table(
                                "../shared/real/models/mobilenet_v2_1.0_224",
                                LabelledPictures.photographs(SHARED.resolve("real/photos")),
                                methods,
                                seconds);
        System.out.println(tables);
        if (arguments.length == 0) {
            write(tables);
        }
    }

    private static String table(String folder, List<Sample> samples, List<CamMethod> methods, long seconds) {
        Path model = Path.of(folder).toAbsolutePath().normalize();
        ExplainRequest request = new ExplainRequest(
                new byte[0], null, null, List.of(), new ClassSelection.Best(1), MethodOptions.DEFAULT, "evaluation");
        try (Explainer explainer = Explainer.open(List.of(model), "cpu")) {
            Standings places = rank(explainer, request, LOCALISATION, Metric.POINTING_BOX, seconds, methods, samples);
            Map<CamMethod, MethodScore> others = new EnumMap<>(CamMethod.class);
            rank(explainer, request, OTHERS, Metric.OVERALL, seconds, methods, samples)
                    .scores()
                    .forEach(score -> others.put(score.method(), score));
            List<String> lines = new ArrayList<>();
            lines.add("**%s**, %,d objects".formatted(model.getFileName(), samples.size()));
            lines.add("");
            lines.add("| place | method | n | " + titles(LOCALISATION) + " | n | " + titles(OTHERS) + " | ms |");
            lines.add("|---:|---|---:|" + "---:|".repeat(LOCALISATION.size() + OTHERS.size() + 2));
            for (MethodScore score : places.scores()) {
                lines.add("| %d | `%s` %s %s | %s |"
                        .formatted(
                                places.scores().indexOf(score) + 1,
                                score.method().id(),
                                cells(score, LOCALISATION),
                                cells(Objects.requireNonNull(others.get(score.method())), OTHERS),
                                (score.millis() < 10 ? "%.1f" : "%.0f").formatted(score.millis())));
            }
            return String.join("\n", lines) + "\n\n";
        }
    }

    private static Standings rank(
            Explainer explainer,
            ExplainRequest request,
            Set<Metric> metrics,
            Metric order,
            long seconds,
            List<CamMethod> methods,
            List<Sample> samples) {
        return new Ranking(
                        explainer,
                        request,
                        metrics,
                        order,
                        seconds * 1_000_000_000L,
                        new Cancellation(),
                        Progress.UNHEARD)
                .of(methods, samples);
    }

    private static String titles(Set<Metric> metrics) {
        return metrics.stream().map(EvaluationMain::title).collect(Collectors.joining(" | "));
    }

    private static String title(Metric metric) {
        return switch (metric) {
            case POINTING_BOX -> "pointing, box";
            case POINTING_MASK -> "pointing, mask";
            case ENERGY_BOX -> "energy in box";
            case ENERGY_MASK -> "energy on mask";
            case MAX_BOX_ACC -> "MaxBoxAcc";
            case BOX_IOU -> "box IoU";
            case ROAD -> "ROAD";
            case OVERALL -> "insertion - deletion";
            default -> metric.id().toUpperCase(Locale.ROOT);
        };
    }

    /** How many pictures, and each metric over them. */
    private static String cells(MethodScore score, Set<Metric> metrics) {
        int count = score.estimates().values().stream()
                .mapToInt(Estimate::count)
                .max()
                .orElse(0);
        String cells = metrics.stream()
                .map(metric -> cell(score.estimates().get(metric)))
                .collect(Collectors.joining(" | "));
        return "| %d | %s".formatted(count, cells);
    }

    /** In per cent, with half the width of the interval. */
    private static String cell(@Nullable Estimate estimate) {
        if (estimate == null) {
            return "";
        }
        String mean = "%.1f".formatted(100 * estimate.mean());
        return estimate.interval()
                .map(interval -> mean + " ± " + "%.1f".formatted(100 * half(interval)))
                .orElse(mean);
    }

    private static double half(Interval interval) {
        return (interval.high() - interval.low()) / 2;
    }

    private static void write(String tables) throws Exception {
        String readme = Files.readString(README);
        String begin = "<!-- evaluation -->\n";
        String end = "<!-- /evaluation -->";
        int from = readme.indexOf(begin) + begin.length();
        Files.writeString(README, readme.substring(0, from) + tables + readme.substring(readme.indexOf(end)));
    }
}
