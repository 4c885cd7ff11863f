package dev.regard.explain;

import dev.regard.cam.AblationCam;
import dev.regard.cam.ActivationMap;
import dev.regard.cam.Cam;
import dev.regard.cam.CamMethod;
import dev.regard.cam.CamRule;
import dev.regard.cam.EigenCam;
import dev.regard.cam.FullGrad;
import dev.regard.cam.GradCam;
import dev.regard.cam.MapCheck;
import dev.regard.cam.MapScaling;
import dev.regard.cam.Perturbation;
import dev.regard.cam.ScoreCam;
import dev.regard.runtime.AlteredActivations;
import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.Device;
import dev.regard.runtime.Expectation;
import dev.regard.runtime.ExplainableModel;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.FeatureLayout;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.InputSize;
import dev.regard.runtime.Interrupt;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What Regard answers to a case: to all pictures and classes in one run, or picture by picture where the model takes more
 * than the picture, as that is part of the model to Regard.
 */
final class GoldenAnswers {

    private final GoldenCase golden;
    private final List<Run> runs = new ArrayList<>();

    private GoldenAnswers(GoldenCase golden) {
        this.golden = golden;
    }

    static GoldenAnswers of(GoldenCase golden) {
        GoldenAnswers answers = new GoldenAnswers(golden);
        int pictures = golden.classes().size();
        if (golden.hasExtraInputs()) {
            for (int picture = 0; picture < pictures; picture++) {
                answers.runs.add(answers.run(picture, picture + 1));
            }
        } else {
            answers.runs.add(answers.run(0, pictures));
        }
        return answers;
    }

    private Run run(int from, int to) {
        AnalyzedModel model = AnalyzedModel.of(
                golden.model(),
                facts -> new Expectation(new InputSize(224, 224), golden.named(), golden.extraInputs(from)));
        LayerInfo layer = model.findLayer(golden.layer()).orElseThrow();
        return new Run(from, model, layer, question(model, from, to));
    }

    private Question question(AnalyzedModel model, int from, int to) {
        int[] rows = IntStream.range(from, to)
                .flatMap(picture -> Arrays.stream(golden.classes().get(picture)).map(index -> picture - from))
                .toArray();
        int[] classes = IntStream.range(from, to)
                .flatMap(picture -> Arrays.stream(golden.classes().get(picture)))
                .map(index -> index + first(model))
                .toArray();
        int[] extents = golden.input().shape().dimensions();
        extents[0] = to - from;
        int length = Shape.of(extents).size() / (to - from);
        FloatTensor pictures = new FloatTensor(
                Shape.of(extents), Arrays.copyOfRange(golden.input().values(), from * length, to * length));
        return new Question(
                pictures,
                Arrays.stream(rows).asLongStream().toArray(),
                Arrays.stream(classes).asLongStream().toArray());
    }

    FeatureLayout layout() {
        return runs.getFirst().layer.layout();
    }

    float[] scores(int picture) {
        Run run = run(picture);
        return ofFile(run, allScores(run, picture));
    }

    float[] probabilities(int picture) {
        Run run = run(picture);
        double[] all = Predictions.probabilities(allScores(run, picture), run.model.activation());
        float[] rounded = new float[all.length];
        for (int index = 0; index < all.length; index++) {
            rounded[index] = (float) all[index];
        }
        return ofFile(run, rounded);
    }

    private static float[] allScores(Run run, int picture) {
        return run.of(Pass.LAYER_GRADIENTS).scores().slice(run.row(picture, 0)).values();
    }

    /** The classes that the file has: Regard makes two, no and yes, of a single score. */
    private float[] ofFile(Run run, float[] all) {
        return Arrays.copyOfRange(all, first(run.model), all.length);
    }

    /** The class of Regard that is the file's first: of a single score it is yes, the second one. */
    private int first(AnalyzedModel model) {
        return model.classes() - golden.scores().slice(0).shape().size();
    }

    float[] activations(int picture) {
        return run(picture).activations(picture).values();
    }

    /** The numbers of a method as the files name it, for one class of a picture by its place among the classes. */
    float[] of(String method, int picture, int place) {
        if (method.equals("gradient") || method.equals("input_gradient")) {
            Run run = run(picture);
            Pass pass = method.equals("gradient") ? Pass.LAYER_GRADIENTS : Pass.INPUT_GRADIENTS;
            return run.of(pass)
                    .get(Wanted.GRADIENTS)
                    .slice(run.row(picture, place))
                    .values();
        }
        return map(method, picture, place).values();
    }

    private ActivationMap map(String method, int picture, int place) {
        if (method.endsWith("_final")) {
            Shape size = golden.expected(method, picture, place).shape();
            return MapScaling.finished(
                    map(method.replace("_final", ""), picture, place), size.dimension(0), size.dimension(1));
        }
        Run run = run(picture);
        int row = run.row(picture, place);
        FeatureLayout layout = run.layer.layout();
        FloatTensor activations = layout.maps(run.activations(picture));
        return switch (method) {
            case "cam" -> run.cam(picture, classOf(run, picture, place));
            case "eigencam" -> EigenCam.map(activations);
            case "fullgrad" -> run.fullGrad(picture, row);
            case "ablationcam" -> run.ablationCam(picture, classOf(run, picture, place), row);
            case "scorecam" -> run.scoreCam(picture, classOf(run, picture, place));
            case "gradcam" -> MapScaling.positive(GradCam.map(activations, run.gradients(row)));
            default -> CamRule.of(named(method)).orElseThrow().map(activations, run.gradients(row));
        };
    }

    private int classOf(Run run, int picture, int place) {
        return golden.classes().get(picture)[place] + first(run.model);
    }

    /** Whether Regard says that a map is numerically nothing. */
    boolean isNothing(String method, int picture, int place) {
        Run run = run(picture);
        int row = run.row(picture, place);
        float score = scores(picture)[golden.classes().get(picture)[place]];
        FloatTensor activations = run.layer.layout().maps(run.activations(picture));
        return MapCheck.ofLayer(named(method), activations, run.gradients(row), score, map(method, picture, place))
                .filter(finding -> finding.kind().isNothing())
                .isPresent();
    }

    private static CamMethod named(String method) {
        return method.equals("gradcam_raw")
                ? CamMethod.GRAD_CAM
                : Arrays.stream(CamMethod.values())
                        .filter(known -> known.id().replace("-", "").equals(method.replace("_", "")))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no method " + method));
    }

    private Run run(int picture) {
        return runs.size() == 1 ? runs.getFirst() : runs.get(picture);
    }

    /** Pictures asked about together. */
    private static final class Run {
        private final int from;
        private final AnalyzedModel model;
        private final LayerInfo layer;
        private final Question question;
        private final Map<Pass, ForwardBackward> results = new EnumMap<>(Pass.class);

        Run(int from, AnalyzedModel model, LayerInfo layer, Question question) {
            this.from = from;
            this.model = model;
            this.layer = layer;
            this.question = question;
        }

        /** Where a class of a picture stands in the question. */
        int row(int picture, int place) {
            int row = 0;
            while (question.rows()[row] != picture - from) {
                row++;
            }
            return row + place;
        }

        ForwardBackward of(Pass pass) {
            return results.computeIfAbsent(pass, this::compute);
        }

        private ForwardBackward compute(Pass pass) {
            boolean isAtLayer = pass == Pass.LAYER_GRADIENTS || pass == Pass.FORWARD;
            @Nullable String name = isAtLayer ? layer.name() : null;
            try (ExplainableModel session = model.load(name, pass, Device.named("cpu"));
                    Interrupt interrupt = new Interrupt()) {
                return session.run(question, session.offered(), interrupt);
            }
        }

        FloatTensor activations(int picture) {
            return of(Pass.LAYER_GRADIENTS).get(Wanted.ACTIVATIONS).slice(picture - from);
        }

        FloatTensor gradients(int row) {
            return layer.layout()
                    .maps(of(Pass.LAYER_GRADIENTS).get(Wanted.GRADIENTS).slice(row));
        }

        ActivationMap cam(int picture, int index) {
            return Cam.map(of(Pass.FORWARD).get(Wanted.CLASS_MAPS).slice(picture - from), index);
        }

        /** Where the tail is linear, the product takes the exact one: both have to agree. */
        ActivationMap ablationCam(int picture, int index, int row) {
            FloatTensor values = activations(picture);
            FloatTensor maps = layer.layout().maps(values);
            double score = of(Pass.LAYER_GRADIENTS).scores().slice(row).values()[index];
            if (model.isLinearBehind(layer.name()) && layer.gradientObstacle() == null) {
                return AblationCam.exact(maps, gradients(row), score);
            }
            AblationCam method = new AblationCam(maps, new double[] {score});
            AlteredActivations altered = new AlteredActivations(layer.layout(), values);
            answer(method, Pass.TAIL, batched(values.shape()), altered::withoutChannel, picture, index);
            return method.map(0);
        }

        ActivationMap scoreCam(int picture, int index) {
            FloatTensor maps = layer.layout().maps(activations(picture));
            int channels = maps.shape().dimension(0);
            ScoreCam method = new ScoreCam(maps, model.inputHeight(), model.inputWidth(), 1, channels);
            float[] values = question.pictures().slice(picture - from).values();
            answer(
                    method,
                    Pass.SCORES,
                    batched(question.pictures().slice(0).shape()),
                    (asked, into, offset) -> {
                        float[] mask = method.mask(asked);
                        for (int at = 0; at < values.length; at++) {
                            int pixel = model.isChannelsFirst() ? at % mask.length : at / model.inputChannels();
                            into[offset + at] = values[at] * mask[pixel];
                        }
                    },
                    picture,
                    index);
            return method.map(0);
        }

        private static Shape batched(Shape shape) {
            return Shape.of(IntStream.concat(IntStream.of(1), Arrays.stream(shape.dimensions()))
                    .toArray());
        }

        private void answer(
                Perturbation method, Pass pass, Shape shape, Sampler.Writer writer, int picture, int index) {
            FloatTensor one = new FloatTensor(
                    batched(question.pictures().slice(0).shape()),
                    question.pictures().slice(picture - from).values());
            String name = pass == Pass.TAIL ? layer.name() : null;
            Sampler sampler = new Sampler(pass, name, shape, pass == Pass.TAIL ? one : null, writer);
            try (ExplainableModel session = model.load(name, pass, Device.named("cpu"));
                    Interrupt interrupt = new Interrupt()) {
                FloatTensor scores = session.run(sampler.question(0, method.questions()), Set.of(), interrupt)
                        .scores();
                for (int asked = 0; asked < method.questions(); asked++) {
                    method.answer(asked, new double[] {scores.slice(asked).values()[index]});
                }
            }
        }

        ActivationMap fullGrad(int picture, int row) {
            ForwardBackward result = of(Pass.BIAS_GRADIENTS);
            FeatureLayout input = model.inputLayout();
            FullGrad sum = new FullGrad(
                    input.maps(question.pictures().slice(picture - from)),
                    input.maps(result.get(Wanted.GRADIENTS).slice(row)));
            for (FloatTensor bias : result.biases()) {
                FloatTensor map = bias.slice(row);
                sum.addReduced(
                        new ActivationMap(map.shape().dimension(0), map.shape().dimension(1), map.values()));
            }
            return sum.map();
        }
    }
}
