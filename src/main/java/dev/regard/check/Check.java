package dev.regard.check;

import dev.regard.cam.CamMethod;
import dev.regard.cam.MapFinding;
import dev.regard.check.CheckReport.LeftOut;
import dev.regard.check.CheckReport.Question;
import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassMap;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.Prediction;
import dev.regard.explain.Probe;
import dev.regard.explain.Progress;
import dev.regard.image.ModelInput;
import dev.regard.metrics.Relevance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks a model whether a map of it may be believed: one check of one map. */
public final class Check {

    private final Probe probe;
    private final CheckOptions options;
    private final Steps steps;
    private final double forwardsOfMap;
    private final Plan plan;
    private final long start = System.nanoTime();
    private final List<Finding> findings = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private int maps = 1;
    private long forwardsOfCascade;

    private Check(Probe probe, CheckOptions options, Steps steps, double forwardsOfMap) {
        this.probe = probe;
        this.options = options;
        this.steps = steps;
        this.forwardsOfMap = forwardsOfMap;
        CamMethod method = probe.method();
        this.plan = Plan.of(forwardsOfMap, method.sharesForwards() || !method.isLong(), method.dependsOnClass());
    }

    /**
     * Checks the map of one class of a picture. Throws {@link dev.regard.explain.ExplainException}.
     *
     * @param request  picture, model, method, layers and class
     * @param progress hears how far it has come
     */
    public static CheckReport of(
            Explainer explainer,
            ExplainRequest request,
            CheckOptions options,
            Cancellation cancellation,
            Progress progress) {
        if (request.classes() instanceof ClassSelection.All || request.classes().count() != 1) {
            throw new BadSelection("A check is about the map of one class. Name one in 'classes'.");
        }
        Steps steps = new Steps(progress);
        try (Probe probe = explainer.probe(request, cancellation, steps)) {
            if (probe.method().givesConcepts()) {
                throw new BadSelection("%s gives parts of the picture, not the map of a class: choose another method."
                        .formatted(probe.method().title()));
            }
            boolean asksOften = probe.asksOften();
            double forwards = asksOften ? explainer.cost(request).forwards() : 1;
            return new Check(probe, options, steps, Math.max(1, forwards)).run(request.picture());
        }
    }

    private CheckReport run(byte[] picture) {
        List<Integer> layers = plan.layers(probe.weightLayers());
        steps.plan(1 + layers.size() + 2 * plan.pairs() + options.repetitions() + HidingTrial.FURTHER_QUESTIONS);
        ModelInput input = probe.read(picture);
        float[] scores = probe.scores(input);
        List<Prediction> predictions = probe.predictions(scores);
        Subject subject = subject(predictions, probe.classOf(scores));
        List<Prediction> others = others(predictions, subject.asked().index());
        steps.begin(1);
        List<ClassMap> made = maps(input, subject, others);
        ClassMap map = made.getFirst();
        Relevance cells = cells(map);
        if (map.finding() != null || cells.isFlat()) {
            return report(subject, Verdict.nothing(reason(map.finding())));
        }
        findings.add(new OtherClasses(
                subject.asked().label(),
                probe.method().title(),
                !probe.method().dependsOnClass(),
                compared(cells, others, made)));
        Relevance pixels = probe.relevance(map, input);
        stability(input, subject, pixels);
        cascade(input, subject, cells, layers);
        double whole = probe.probability(scores, subject.asked().index());
        MaskedCopies copies =
                new MaskedCopies(probe, input, options.hiding(), subject.asked().index());
        findings.addFirst(new HidingTrial(copies, pixels, options, steps, whole)
                .run(subject.asked().label()));
        return report(subject, Verdict.of(subject, findings, leftOut.isEmpty()));
    }

    private Subject subject(List<Prediction> predictions, int index) {
        Prediction asked = predictions.stream()
                .filter(prediction -> prediction.index() == index)
                .findFirst()
                .orElseThrow();
        return new Subject(asked, predictions.getFirst());
    }

    /** The best ones but the class itself, and one from the middle of the ranking, which has little to do with it. */
    private List<Prediction> others(List<Prediction> predictions, int index) {
        List<Prediction> rest = predictions.stream()
                .filter(prediction -> prediction.index() != index)
                .toList();
        int best = Math.min(plan.others() - 1, rest.size());
        if (best < 0 || rest.isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        rest.stream().limit(best), Stream.of(rest.get(Math.max(best, rest.size() / 2) % rest.size())))
                .distinct()
                .toList();
    }

    private List<ClassMap> maps(ModelInput input, Subject subject, List<Prediction> others) {
        List<Integer> indices = Stream.concat(Stream.of(subject.asked()), others.stream())
                .map(Prediction::index)
                .toList();
        return probe.maps(input, indices, steps.ofMap());
    }

    private static Relevance cells(ClassMap map) {
        return new Relevance(map.map().height(), map.map().width(), map.map().values());
    }

    private static String reason(@Nullable MapFinding finding) {
        return finding == null
                ? "The map has the same value everywhere."
                : finding.reason() + " " + finding.advice().text();
    }

    private List<OtherClasses.Other> compared(Relevance cells, List<Prediction> others, List<ClassMap> made) {
        List<OtherClasses.Other> compared = new ArrayList<>();
        for (int at = 0; at < others.size(); at++) {
            compared.add(new OtherClasses.Other(
                    others.get(at),
                    Likeness.of(cells, cells(made.get(at + 1)), probe.method().kind())));
        }
        return compared;
    }

    private void stability(ModelInput input, Subject subject, Relevance pixels) {
        if (plan.pairs() == 0) {
            leaveOut(Question.STABILITY);
            return;
        }
        maps += 2 * plan.pairs();
        findings.add(
                new Copies(probe, input, subject.asked().index(), pixels).compare(plan.pairs(), options.seed(), steps));
    }

    private void cascade(ModelInput input, Subject subject, Relevance cells, List<Integer> layers) {
        if (plan.depths() == 0) {
            leaveOut(Question.CASCADE);
            return;
        } else if (layers.isEmpty()) {
            leftOut.add(new LeftOut(Question.CASCADE, "The model has no weights that could be shuffled."));
            return;
        }
        steps.begin(layers.size());
        List<Cascade.Depth> depths = new ArrayList<>();
        for (int count : layers) {
            try (Probe shuffled = probe.shuffled(count, options.seed())) {
                ClassMap map = shuffled.maps(input, List.of(subject.asked().index()), steps.ofMap())
                        .getFirst();
                depths.add(new Cascade.Depth(
                        count, Likeness.of(cells, cells(map), probe.method().kind())));
                forwardsOfCascade += shuffled.forwards();
            }
            steps.report("Map of the model with shuffled layers", depths.size(), layers.size());
        }
        maps += layers.size();
        findings.add(new Cascade(probe.weightLayers(), probe.method().kind() == CamMethod.Kind.SALIENCY_MAP, depths));
    }

    private void leaveOut(Question question) {
        leftOut.add(new LeftOut(
                question,
                "%s asks the model about %,d times for one map: the further maps for this question would take too long."
                        .formatted(probe.method().title(), Math.round(forwardsOfMap))));
    }

    private CheckReport report(Subject subject, Verdict verdict) {
        long forwards = probe.forwards() + forwardsOfCascade + Math.round((forwardsOfMap - 1) * maps);
        return new CheckReport(
                probe.model(),
                probe.method(),
                probe.layers(),
                options,
                subject,
                verdict,
                findings.stream()
                        .sorted(Comparator.comparing(Finding::question))
                        .toList(),
                leftOut,
                forwards,
                (System.nanoTime() - start) / 1e6);
    }
}
