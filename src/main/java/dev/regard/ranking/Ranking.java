package dev.regard.ranking;

import dev.regard.cam.CamMethod;
import dev.regard.explain.Cancellation;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.BrokenModel;
import dev.regard.explain.ExplainException.UnsupportedMethod;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.Probe;
import dev.regard.explain.Progress;
import dev.regard.image.ModelInput;
import dev.regard.metrics.Estimate;
import dev.regard.metrics.MaxBoxAcc;
import dev.regard.ranking.Judge.Findings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges methods by the same pictures and puts them in order. */
public final class Ranking {

    /** Pictures, without which nothing could be said of how much they differ. */
    private static final int FEWEST = 2;

    private final Explainer explainer;
    private final ExplainRequest request;
    private final Set<Metric> metrics;
    private final Metric order;
    private final long longestNanos;
    private final Cancellation cancellation;
    private final Progress progress;

    /**
     * @param request model, layers and who asks; each picture's class is asked about
     * @param metrics to find out
     * @param order   the one of them that orders the methods
     * @param longestNanos after which a method is judged by the pictures that it got through, at least two
     */
    public Ranking(
            Explainer explainer,
            ExplainRequest request,
            Set<Metric> metrics,
            Metric order,
            long longestNanos,
            Cancellation cancellation,
            Progress progress) {
        this.explainer = explainer;
        this.request = request;
        this.metrics = metrics;
        this.order = order;
        this.longestNanos = longestNanos;
        this.cancellation = cancellation;
        this.progress = progress;
    }

    /** Judges them. Those that do not work at the layer are left out. Throws {@link dev.regard.explain.ExplainException}. */
    public Standings of(List<CamMethod> methods, List<Sample> samples) {
        Exhibition exhibition = new Exhibition(samples);
        Map<CamMethod, List<Findings>> findings = new LinkedHashMap<>();
        Map<CamMethod, String> leftOut = new EnumMap<>(CamMethod.class);
        List<String> layers = new ArrayList<>();
        @Nullable String model = null;
        @Nullable BrokenModel broken = null;
        for (int place = 0; place < methods.size(); place++) {
            CamMethod method = methods.get(place);
            if (method.givesConcepts()) {
                leftOut.put(method, "It gives parts of the picture instead of a map for a class.");
                continue;
            }
            try (Probe probe = explainer.probe(request.with(method.id()), cancellation, Progress.UNHEARD)) {
                model = probe.model();
                layers.clear();
                layers.addAll(probe.layers());
                exhibition.findClasses(probe);
                findings.put(method, judge(probe, exhibition, place, methods.size()));
            } catch (UnsupportedMethod | BrokenModel cannot) {
                leftOut.put(method, String.valueOf(cannot.getMessage()));
                broken = cannot instanceof BrokenModel failure ? failure : broken;
            }
        }
        if (findings.isEmpty() && broken != null) {
            throw broken;
        } else if (model == null) {
            throw new BadSelection("None of these methods can be judged here: " + String.join(" ", leftOut.values()));
        }
        return new Standings(model, order, inOrder(findings), leftOut, layers);
    }

    private List<Findings> judge(Probe probe, Exhibition exhibition, int place, int methods) {
        Judge judge = new Judge(probe, metrics);
        List<Findings> all = new ArrayList<>();
        long start = System.nanoTime();
        int count = exhibition.size();
        for (int picture = 0; picture < count; picture++) {
            if (all.size() >= FEWEST && System.nanoTime() - start > longestNanos) {
                break;
            }
            progress.report(
                    "%s: picture %d of %d".formatted(probe.method().title(), picture + 1, count),
                    place * count + picture,
                    methods * count);
            ModelInput input = exhibition.input(probe, picture);
            all.add(judge.judge(input, exhibition.classOf(probe, picture), exhibition.truth(picture)));
        }
        return withBoxes(all);
    }

    private List<MethodScore> inOrder(Map<CamMethod, List<Findings>> findings) {
        List<CamMethod> methods = findings.keySet().stream()
                .sorted(Comparator.comparingDouble(method -> -goodness(get(findings, method))))
                .toList();
        List<MethodScore> scores = new ArrayList<>();
        for (CamMethod method : methods) {
            List<Findings> own = get(findings, method);
            boolean isTied = isTied(get(findings, methods.getFirst()), own);
            List<Double> millis = own.stream().map(Findings::millis).sorted().toList();
            int nothing = (int) own.stream().filter(Findings::nothing).count();
            scores.add(new MethodScore(method, estimates(own), isTied, millis.get(millis.size() / 2), nothing));
        }
        return scores;
    }

    private static List<Findings> get(Map<CamMethod, List<Findings>> findings, CamMethod method) {
        return Objects.requireNonNull(findings.get(method));
    }

    /** The mean, such that more is better; a method of which it is not known comes last. */
    private double goodness(List<Findings> findings) {
        double mean = findings.stream()
                .mapToDouble(each -> each.values().getOrDefault(order, Double.NaN))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(order.isMoreBetter() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        return order.isMoreBetter() ? mean : -mean;
    }

    /** Picture by picture, as most of how much pictures differ is the same for all methods. */
    private boolean isTied(List<Findings> best, List<Findings> other) {
        List<Double> differences = new ArrayList<>();
        for (int picture = 0; picture < Math.min(best.size(), other.size()); picture++) {
            Double first = best.get(picture).values().get(order);
            Double second = other.get(picture).values().get(order);
            if (first != null && second != null) {
                differences.add(first - second);
            }
        }
        return best == other
                || (!differences.isEmpty()
                        && Estimate.ofMean(differences.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray())
                                .interval()
                                .map(interval -> interval.low() <= 0 && interval.high() >= 0)
                                .orElse(true));
    }

    private Map<Metric, Estimate> estimates(List<Findings> findings) {
        Map<Metric, Estimate> estimates = new EnumMap<>(Metric.class);
        for (Metric metric : metrics) {
            double[] values = findings.stream()
                    .flatMap(each -> Stream.ofNullable(each.values().get(metric)))
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            if (values.length > 0) {
                estimates.put(metric, estimate(metric, values));
            }
        }
        return estimates;
    }

    /** At which threshold a method's boxes are taken, and so which of them are right, is known when all pictures are. */
    private static List<Findings> withBoxes(List<Findings> findings) {
        List<List<Double>> ious = findings.stream()
                .map(Findings::ious)
                .filter(each -> !each.isEmpty())
                .toList();
        if (ious.isEmpty()) {
            return findings;
        }
        MaxBoxAcc boxes = MaxBoxAcc.of(ious);
        return findings.stream()
                .map(each -> each.ious().isEmpty() ? each : each.with(Metric.MAX_BOX_ACC, boxes.isRight(each.ious())))
                .toList();
    }

    private static Estimate estimate(Metric metric, double[] values) {
        if (!metric.isShare()) {
            return Estimate.ofMean(values);
        }
        int hits = 0;
        for (double value : values) {
            hits += (int) value;
        }
        return Estimate.ofShare(hits, values.length);
    }
}
