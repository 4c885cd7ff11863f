package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.explain.ExplainException.BadPicture;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.Cancelled;
import dev.regard.explain.ExplainException.UnknownModel;
import dev.regard.explain.ExplainException.UnsupportedMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded library, with the models and pictures that ship. */
class ExplainerTest {

    @AutoClose
    private static Explainer explainer;

    private static byte[] dogAndCat;

    @BeforeAll
    static void open() throws IOException {
        explainer = Explainer.open(List.of(Path.of("models")), "cpu");
        dogAndCat = Files.readAllBytes(Path.of("webroot/samples/01-dog-and-cat.jpg"));
    }

    @Test
    void findsDogAndCatWhereTheyAre() {
        // Given
        ExplainRequest request = request(null, null, new ClassSelection.All());
        // When
        Explanation explanation = explainer.explain(request, new Cancellation());
        // Then
        assertThat(explanation.model()).isEqualTo("toybox");
        assertThat(explanation.method()).isEqualTo("cam");
        assertThat(explanation.predictions()).hasSize(24);
        assertThat(explanation.maps()).hasSize(24);
        assertThat(hottest(explanation.maps().get(0))).satisfies(point -> assertInside(point, 86, 232, 207, 185));
        assertThat(hottest(explanation.maps().get(1))).satisfies(point -> assertInside(point, 344, 257, 183, 176));
    }

    @Test
    void theMeanOfAMapIsTheScoreWithoutABiasThatIsTheSameForEveryPicture() throws IOException {
        // Given
        byte[] beach = Files.readAllBytes(Path.of("webroot/samples/02-beach.jpg"));
        ClassSelection all = new ClassSelection.All();
        // When
        Explanation one = explain(request("cam", null, all));
        Explanation other =
                explain(new ExplainRequest(beach, null, "cam", List.of(), all, MethodOptions.DEFAULT, "somebody"));
        // Then
        for (int index = 0; index < 24; index++) {
            double bias = score(one, index) - mean(one.maps().get(index));
            double otherBias = score(other, index) - mean(other.maps().get(index));
            assertThat(bias).isCloseTo(otherBias, within(1e-3));
        }
    }

    @Test
    void gradCamIsCamDividedByTheNumberOfCellsAtTheLayerBeforeThePool() {
        // Given
        ClassSelection classes = ClassSelection.Listed.named("dog", "1");
        // When
        Explanation cam = explainer.explain(request("cam", null, classes), new Cancellation());
        Explanation gradCam = explainer.explain(request("grad-cam", null, classes), new Cancellation());
        // Then
        for (int i = 0; i < 2; i++) {
            float[] exact = cam.maps().get(i).map().values();
            float[] gradient = gradCam.maps().get(i).map().values();
            for (int cell = 0; cell < exact.length; cell++) {
                assertThat(gradient[cell] * exact.length).isCloseTo(exact[cell], within(1e-3f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grad-cam", "input-x-gradient", "fullgrad", "shapley-cam"})
    void manyClassesAreRunInTurnAndGiveWhatEachGivesAlone(String method) {
        // Given
        String layer = explainer.model("toybox").layers().get(1).name();
        // When
        Explanation all = explain(request(method, layer, new ClassSelection.Best(24)));
        // Then
        assertThat(all.maps())
                .extracting(ClassMap::index)
                .doesNotHaveDuplicates()
                .hasSize(24);
        for (int place : new int[] {0, 7, 8, 15, 16, 23}) {
            ClassMap map = all.maps().get(place);
            ClassSelection one = ClassSelection.Listed.at(List.of(map.index()));
            float[] alone =
                    explain(request(method, layer, one)).maps().getFirst().map().values();
            assertThat(map.map().values()).usingComparatorWithPrecision(1e-3f).containsExactly(alone);
        }
    }

    @Test
    void moreClassesThanAnybodyLooksAtAreRefusedWhereEachCosts() {
        ClassSelection many = ClassSelection.Listed.at(Collections.nCopies(101, 1));
        assertThatThrownBy(() -> explain(request("grad-cam", null, many)))
                .isInstanceOf(BadSelection.class)
                .hasMessageContaining("at most 100 classes")
                .hasMessageContaining("101");
    }

    @Test
    void describesItsModelsAndLayers() {
        // When
        List<ModelDescription> models = explainer.models();
        // Then
        assertThat(models).extracting(ModelDescription::name).containsExactly("toybox", "toybox-biased");
        assertThat(models.getFirst().layers())
                .filteredOn(ModelDescription.Layer::recommended)
                .singleElement()
                .satisfies(layer -> assertThat(layer.height()).isEqualTo(14));
        assertThat(models.getFirst().guessed()).isEmpty();
    }

    @Test
    void refusesWithWhatComesClose() {
        ClassSelection best = new ClassSelection.Best(1);
        assertThatThrownBy(() -> explain(new ExplainRequest(
                        dogAndCat, "toybux", null, List.of(), best, MethodOptions.DEFAULT, "somebody")))
                .isInstanceOf(UnknownModel.class)
                .hasMessageContaining("'toybox'");
        assertThatThrownBy(() -> explain(request("gradcam", null, best)))
                .isInstanceOf(BadSelection.class)
                .hasMessageContaining("'grad-cam'");
        assertThatThrownBy(() -> explain(request("cam", "nowhere", best)))
                .isInstanceOf(BadSelection.class)
                .hasMessageContaining("no layer 'nowhere'");
        assertThatThrownBy(() -> explain(request(null, null, ClassSelection.Listed.named("dgo"))))
                .isInstanceOf(BadSelection.class)
                .hasMessageContaining("'dog'");
        assertThatThrownBy(() -> explain(request(null, null, ClassSelection.Listed.named("99999"))))
                .isInstanceOf(BadSelection.class)
                .hasMessageContaining("0 to 23");
        assertThatThrownBy(() -> explain(request(null, null, new ClassSelection.Best(0))))
                .isInstanceOf(BadSelection.class)
                .hasMessageContaining("1 to 24");
    }

    @Test
    void guidedGradCamOfSeveralLayersLooksAtAllOfThem() {
        // Given
        List<String> layers = explainer.model("toybox").layers().stream()
                .map(ModelDescription.Layer::name)
                .toList();
        ClassSelection dog = ClassSelection.Listed.named("dog");
        // When
        float[] both = guidedGradCam(List.of(layers.getLast(), layers.getFirst()), dog);
        float[] sameInTurn = guidedGradCam(List.of(layers.getFirst(), layers.getLast()), dog);
        // Then
        assertThat(cosine(both, sameInTurn)).isGreaterThan(0.999);
        assertThat(cosine(both, guidedGradCam(List.of(layers.getLast()), dog))).isLessThan(0.999);
        assertThat(cosine(both, guidedGradCam(List.of(layers.getFirst()), dog))).isLessThan(0.999);
    }

    private static float[] guidedGradCam(List<String> layers, ClassSelection classes) {
        ExplainRequest request = new ExplainRequest(
                dogAndCat, "toybox", "guided-grad-cam", layers, classes, MethodOptions.DEFAULT, "somebody");
        return explain(request).maps().getFirst().map().values();
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double squares = 0;
        double others = 0;
        for (int at = 0; at < one.length; at++) {
            product += (double) one[at] * other[at];
            squares += (double) one[at] * one[at];
            others += (double) other[at] * other[at];
        }
        return product / Math.sqrt(squares * others);
    }

    @Test
    void refusesCamWhereItIsNotExact() {
        String layer = explainer.model("toybox").layers().getFirst().name();
        assertThatThrownBy(() -> explain(request("cam", layer, new ClassSelection.Best(1))))
                .isInstanceOf(UnsupportedMethod.class)
                .hasMessageContaining("global average pooling");
    }

    @Test
    void refusesWhatIsNoPicture() {
        byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> explain(new ExplainRequest(
                        text, null, null, List.of(), new ClassSelection.Best(1), MethodOptions.DEFAULT, "somebody")))
                .isInstanceOf(BadPicture.class);
    }

    @Test
    void stopsWhenCancelled() {
        // Given
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        // When, Then
        assertThatThrownBy(() -> explainer.explain(request(null, null, new ClassSelection.Best(1)), cancellation))
                .isInstanceOf(Cancelled.class);
    }

    private static Explanation explain(ExplainRequest request) {
        return explainer.explain(request, new Cancellation());
    }

    private static ExplainRequest request(@Nullable String method, @Nullable String layer, ClassSelection classes) {
        return new ExplainRequest(
                dogAndCat,
                null,
                method,
                layer == null ? List.of() : List.of(layer),
                classes,
                MethodOptions.DEFAULT,
                "somebody");
    }

    private static double score(Explanation explanation, int index) {
        return explanation.predictions().stream()
                .filter(prediction -> prediction.index() == index)
                .findFirst()
                .orElseThrow()
                .score();
    }

    private static double mean(ClassMap map) {
        double sum = 0;
        for (float value : map.map().values()) {
            sum += value;
        }
        return sum / map.map().values().length;
    }

    /** The centre of the hottest cell, in pixels of the picture. */
    private static double[] hottest(ClassMap map) {
        float[] values = map.map().values();
        int best = 0;
        for (int cell = 0; cell < values.length; cell++) {
            best = values[cell] > values[best] ? cell : best;
        }
        int width = map.map().width();
        return new double[] {
            map.geometry().x() + (best % width) * map.geometry().stepX(),
            map.geometry().y() + (best / width) * map.geometry().stepY()
        };
    }

    private static void assertInside(double[] point, double x, double y, double width, double height) {
        assertThat(point[0]).isBetween(x, x + width);
        assertThat(point[1]).isBetween(y, y + height);
    }
}
