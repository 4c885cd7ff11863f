package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.cam.AblationCam;
import dev.regard.cam.ActivationMap;
import dev.regard.cam.Bilinear;
import dev.regard.cam.CamMethod;
import dev.regard.cam.MapGeometry;
import dev.regard.cam.ScoreCam;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.Cancelled;
import dev.regard.image.ImageDecoder;
import dev.regard.image.ImageLimits;
import dev.regard.image.Pixels;
import dev.regard.image.PngEncoder;
import dev.regard.image.Preprocessor;
import dev.regard.model.ModelFolder;
import dev.regard.runtime.Device;
import dev.regard.runtime.ExplainableModel;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.Interrupt;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that ask the model many times, against straightforward loops over its untouched file. */
class LongMethodsTest {

    private static final Path FOLDER = Path.of("models/toybox");
    private static final Set<Wanted> ACTIVATIONS = Set.of(Wanted.ACTIVATIONS);
    private static final int DOG = 0;
    private static final int CAT = 1;
    private static final int PICTURE_WIDTH = 640;

    private static Explainer explainer;
    private static LoadedModel model;
    private static OrtSession untouched;
    private static byte[] dogAndCat;

    @BeforeAll
    static void open() throws IOException, OrtException {
        explainer = Explainer.open(List.of(Path.of("models")), "cpu");
        model = LoadedModel.load(new ModelFolder(FOLDER));
        untouched = OrtEnvironment.getEnvironment()
                .createSession(FOLDER.resolve("model.onnx").toString());
        dogAndCat = Files.readAllBytes(Path.of("webroot/samples/01-dog-and-cat.jpg"));
    }

    @AfterAll
    static void close() throws OrtException {
        untouched.close();
        explainer.close();
    }

    @Test
    void occlusionIsALoopOverWindows() throws OrtException {
        // Given
        int window = 64;
        int stride = 32;
        FloatTensor picture = picture();
        FloatTensor hidden = Preprocessor.plain(255, 255, 255, model.preprocessing(), picture.shape());
        double[] sums = new double[224 * 224];
        int[] covers = new int[224 * 224];
        float whole = scores(picture)[DOG];
        for (int top = 0; top <= 224 - window; top += stride) {
            for (int left = 0; left <= 224 - window; left += stride) {
                float[] values = picture.values().clone();
                for (int at = 0; at < values.length; at++) {
                    int row = at % (224 * 224) / 224;
                    int column = at % 224;
                    boolean isHidden = row >= top && row < top + window && column >= left && column < left + window;
                    values[at] = isHidden ? hidden.values()[at] : values[at];
                }
                float lost = whole - scores(new FloatTensor(picture.shape(), values))[DOG];
                for (int row = top; row < top + window; row++) {
                    for (int column = left; column < left + window; column++) {
                        sums[224 * row + column] += lost;
                        covers[224 * row + column]++;
                    }
                }
            }
        }
        // When
        Explanation explanation = explain(
                request(CamMethod.OCCLUSION, null, Map.of("window", window, "stride", stride, "baseline", "white")));
        // Then
        float[] map = explanation.maps().getFirst().map().values();
        for (int pixel = 0; pixel < map.length; pixel++) {
            assertThat((double) map[pixel]).isCloseTo(sums[pixel] / covers[pixel], within(1e-3));
        }
    }

    @Test
    void scoreCamIsALoopOverFeatureMaps() throws OrtException {
        // Given
        LayerInfo layer = model.graph().layers().get(2);
        FloatTensor picture = picture();
        ScoreCam method = new ScoreCam(layer.layout().maps(activations(layer, picture)), 224, 224, 2, 24);
        for (int question = 0; question < method.questions(); question++) {
            float[] mask = method.mask(question);
            float[] values = picture.values().clone();
            for (int at = 0; at < values.length; at++) {
                values[at] *= mask[at % mask.length];
            }
            float[] scores = scores(new FloatTensor(picture.shape(), values));
            method.answer(question, new double[] {scores[DOG], scores[CAT]});
        }
        // When
        Explanation explanation = explain(request(CamMethod.SCORE_CAM, layer, Map.of("channels", 24)));
        // Then
        assertThat(explanation.looked()).isEqualTo(new Looked(24, layer.channels(), "feature maps"));
        for (int row = 0; row < 2; row++) {
            assertClose(
                    explanation.maps().get(row).map().values(), method.map(row).values());
        }
    }

    @Test
    void wherePoolingAndALinearLayerFollowAblationLosesWhatGradientsSay() {
        // Given
        LayerInfo layer = model.graph().recommendedLayer();
        // When
        Explanation exact = explain(request(CamMethod.ABLATION_CAM, layer, Map.of()));
        // Then
        assertThat(model.isExactAt(layer)).isTrue();
        FloatTensor activations = layer.layout().maps(activations(layer, picture()));
        assertClose(exact.maps().getFirst().map().values(), ablated(layer, activations));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ss-cam", "rise", "smoothgrad", "smooth-grad-cam++", "feature-factorization"})
    void theSameSeedGivesTheSameMapAndAnotherSeedAnother(String name) {
        // Given
        CamMethod method = CamMethod.named(name).orElseThrow();
        LayerInfo layer = model.graph().layers().get(1);
        Map<String, Object> few = Map.of("samples", 2, "channels", 3, "masks", 20);
        // When
        float[] map = values(explain(request(method, layer, with(few, "seed", 5))));
        // Then
        assertThat(values(explain(request(method, layer, with(few, "seed", 5)))))
                .isEqualTo(map);
        assertThat(values(explain(request(method, layer, with(few, "seed", 6)))))
                .isNotEqualTo(map);
        assertThat(explain(request(method, layer, with(few, "seed", 6))).options())
                .containsEntry("seed", 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grad-cam", "recipro-cam", "input-x-gradient"})
    void theSmoothMapOfAMirroredPictureIsTheMirroredMap(String name) {
        // Given
        CamMethod method = CamMethod.named(name).orElseThrow();
        Map<String, Object> smooth = Map.of("smooth", true);
        // When
        ClassMap map = explain(request(dogAndCat, method, smooth)).maps().getFirst();
        ClassMap mirrored =
                explain(request(mirrored(dogAndCat), method, smooth)).maps().getFirst();
        ClassMap rough =
                explain(request(mirrored(dogAndCat), method, Map.of())).maps().getFirst();
        // Then
        double smoothDifference =
                difference(mirror(map, mirrored), mirrored.map().values());
        double roughDifference = difference(mirror(map, rough), rough.map().values());
        assertThat(smoothDifference).isLessThan(0.1).isLessThan(roughDifference / 2);
    }

    @Test
    void partsComeWithWhatTheModelWouldCallThem() {
        // When
        Explanation explanation = explain(request(CamMethod.FEATURE_FACTORIZATION, null, Map.of("concepts", 4)));
        // Then
        assertThat(explanation.maps()).isEmpty();
        assertThat(explanation.concepts()).hasSize(4).allSatisfy(concept -> {
            assertThat(concept.map().min()).isNotNegative();
            assertThat(concept.predictions()).isNotEmpty();
        });
        assertThat(explanation.concepts().stream()
                        .mapToDouble(ConceptMap::share)
                        .sum())
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void whatIsCancelledOnTheWayEndsWithoutAMap() {
        // Given
        Cancellation cancellation = new Cancellation();
        List<Integer> heard = new ArrayList<>();
        Progress progress = (text, done, total) -> {
            heard.add(done);
            if (done > 20) {
                cancellation.cancel();
            }
        };
        ExplainRequest endless = request(CamMethod.RISE, null, Map.of("masks", 20_000));
        // When, Then
        assertThatThrownBy(() -> explainer.explain(endless, cancellation, progress))
                .isInstanceOf(Cancelled.class);
        assertThat(heard.getLast()).isBetween(21, 21 + Throughput.LARGEST);
        assertThat(explainer.load().explanations()).isZero();
        assertThat(explainer.load().sampleBytes()).isZero();
    }

    @Test
    void whatIsFoundSoFarTendsToWhatIsFoundInTheEnd() {
        // Given
        List<float[]> maps = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void report(String text, int done, int total) {}

            @Override
            public void partial(Supplier<Explanation> soFar) {
                maps.add(values(soFar.get()));
            }
        };
        // When
        Explanation end =
                explainer.explain(request(CamMethod.RISE, null, Map.of("masks", 400)), new Cancellation(), progress);
        // Then
        float[] last = values(end);
        double early = difference(maps.get(maps.size() / 8), last);
        assertThat(difference(maps.getLast(), last)).isLessThan(early / 2);
    }

    @Test
    void theCostGrowsWithTheQuestions() {
        // When
        Cost few = explainer.cost(request(CamMethod.RISE, null, Map.of("masks", 100)));
        Cost many = explainer.cost(request(CamMethod.RISE, null, Map.of("masks", 1000)));
        Cost once = explainer.cost(request(CamMethod.GRAD_CAM, null, Map.of()));
        Cost smooth = explainer.cost(request(CamMethod.GRAD_CAM, null, Map.of("smooth", true)));
        // Then
        assertThat(few.forwards()).isEqualTo(101);
        assertThat(many.forwards()).isEqualTo(1001);
        assertThat(many.millis()).isCloseTo(few.millis() * 1001 / 101, withinPercentage(1e-6));
        assertThat(smooth.forwards()).isCloseTo(6 * once.forwards(), withinPercentage(1e-6));
    }

    @Test
    void partsAreNotAveragedOverCopies() {
        assertThatThrownBy(() -> explain(request(CamMethod.FEATURE_FACTORIZATION, null, Map.of("smooth", true))))
                .isInstanceOf(BadSelection.class)
                .hasMessageContaining("'smooth' must be false");
    }

    private static Explanation explain(ExplainRequest request) {
        return explainer.explain(request, new Cancellation());
    }

    private static ExplainRequest request(CamMethod method, @Nullable LayerInfo layer, Map<String, Object> options) {
        return new ExplainRequest(
                dogAndCat,
                "toybox",
                method.id(),
                layer == null ? List.of() : List.of(layer.name()),
                ClassSelection.Listed.named("dog", "cat"),
                MethodOptions.of(options),
                "somebody");
    }

    private static ExplainRequest request(byte[] picture, CamMethod method, Map<String, Object> options) {
        return new ExplainRequest(
                picture,
                "toybox",
                method.id(),
                List.of(),
                ClassSelection.Listed.named("dog"),
                MethodOptions.of(options),
                "somebody");
    }

    private static Map<String, Object> with(Map<String, Object> options, String name, Object value) {
        Map<String, Object> more = new HashMap<>(options);
        more.put(name, value);
        return more;
    }

    private static FloatTensor picture() {
        Pixels pixels = new ImageDecoder(ImageLimits.DEFAULT).decode(dogAndCat);
        return Preprocessor.preprocess(pixels, model.preprocessing()).tensor();
    }

    private static float[] scores(FloatTensor picture) throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(),
                        FloatBuffer.wrap(picture.values()),
                        picture.shape().toLongs());
                OrtSession.Result result = untouched.run(
                        Map.of(untouched.getInputNames().iterator().next(), tensor))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }

    private static FloatTensor activations(LayerInfo layer, FloatTensor picture) {
        try (ExplainableModel session = model.graph().load(layer.name(), Pass.ACTIVATIONS, Device.named("cpu"));
                Interrupt interrupt = new Interrupt()) {
            return session.run(Question.of(picture, 0), ACTIVATIONS, interrupt)
                    .get(Wanted.ACTIVATIONS)
                    .slice(0);
        }
    }

    /** Without each channel in turn, by the tail. */
    private static float[] ablated(LayerInfo layer, FloatTensor activations) {
        try (ExplainableModel tail = model.graph().load(layer.name(), Pass.TAIL, Device.named("cpu"));
                Interrupt interrupt = new Interrupt()) {
            double score = dog(tail, activations.values(), activations, interrupt);
            AblationCam method = new AblationCam(activations, new double[] {score});
            int cells = layer.height() * layer.width();
            for (int channel = 0; channel < layer.channels(); channel++) {
                float[] without = activations.values().clone();
                Arrays.fill(without, channel * cells, (channel + 1) * cells, 0);
                method.answer(channel, new double[] {dog(tail, without, activations, interrupt)});
            }
            return method.map(0).values();
        }
    }

    private static double dog(ExplainableModel tail, float[] values, FloatTensor like, Interrupt interrupt) {
        int[] extents = like.shape().dimensions();
        FloatTensor given = new FloatTensor(Shape.of(1, extents[0], extents[1], extents[2]), values);
        return tail.run(Question.ofTail(picture(), given, 0), Set.of(), interrupt)
                .scores()
                .values()[DOG];
    }

    private static byte[] mirrored(byte[] picture) {
        Pixels pixels = new ImageDecoder(ImageLimits.DEFAULT).decode(picture);
        byte[] rgb = new byte[pixels.rgb().length];
        for (int at = 0; at < rgb.length; at++) {
            int pixel = at / 3;
            int column = pixel % pixels.width();
            int from = pixel - column + pixels.width() - 1 - column;
            rgb[at] = pixels.rgb()[3 * from + at % 3];
        }
        return PngEncoder.encode(new Pixels(pixels.width(), pixels.height(), rgb));
    }

    /** A map in a mirror, at the cells of another. */
    private static float[] mirror(ClassMap map, ClassMap other) {
        int height = map.map().height();
        int width = map.map().width();
        float[] values = map.map().values();
        float[] mirrored = new float[values.length];
        for (int at = 0; at < values.length; at++) {
            mirrored[at] = values[at - at % width + width - 1 - at % width];
        }
        MapGeometry cells = map.geometry();
        double last = cells.x() + (width - 1) * cells.stepX();
        MapGeometry inMirror =
                new MapGeometry(PICTURE_WIDTH - last, cells.y(), cells.stepX(), cells.stepY(), cells.exact());
        return Bilinear.resample(new ActivationMap(height, width, mirrored), inMirror, height, width, other.geometry())
                .values();
    }

    private static float[] values(Explanation explanation) {
        return explanation.maps().isEmpty()
                ? explanation.concepts().getFirst().map().values()
                : explanation.maps().getFirst().map().values();
    }

    /** Relative to the second, as a root of squares. */
    private static double difference(float[] one, float[] other) {
        double squares = 0;
        double size = 0;
        for (int at = 0; at < one.length; at++) {
            squares += Math.pow((double) one[at] - other[at], 2);
            size += Math.pow(other[at], 2);
        }
        return Math.sqrt(squares / size);
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        assertThat(difference(actual, expected)).isLessThan(1e-4);
    }
}
