package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models from the wild, where they lie beside the checkout; those that ship, in any case. */
class RealModelsTest {

    private static final Path WILD = Path.of("../shared/real/models");
    private static final Path SHIPPED = Path.of("models");

    static List<Path> models() {
        return Stream.of(SHIPPED, WILD).flatMap(RealModelsTest::folders).toList();
    }

    private static Stream<Path> folders(Path root) {
        if (!Files.isDirectory(root)) {
            return Stream.empty();
        }
        try (Stream<Path> paths = Files.list(root)) {
            return paths.filter(path -> Files.exists(path.resolve("model.onnx"))).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theListedLayersMakeSense(Path folder) {
        // When
        AnalyzedModel model = analyze(folder);
        // Then
        assertThat(model.layers()).isNotEmpty().contains(model.recommendedLayer());
        assertThat(model.layers()).extracting(LayerInfo::name).doesNotHaveDuplicates();
        assertThat(model.layers()).allSatisfy(layer -> {
            assertThat(layer.height()).isBetween(1, model.inputHeight());
            assertThat(layer.width()).isBetween(1, model.inputWidth());
        });
        int[] heights = model.layers().stream().mapToInt(LayerInfo::height).toArray();
        assertThat(heights[0]).isGreaterThanOrEqualTo(heights[heights.length - 1]);
    }

    @ParameterizedTest
    @MethodSource("models")
    void camIsExactExactlyWhereTheHeadAllowsIt(Path folder) {
        // Given: MNIST's CNN is the only one here without a global pool
        boolean allows = !folder.endsWith("mnist_8");
        // When
        AnalyzedModel model = analyze(folder);
        // Then
        assertThat(model.layers().stream().filter(LayerInfo::hasClassMaps).toList())
                .isEqualTo(allows ? List.of(model.recommendedLayer()) : List.of());
    }

    @ParameterizedTest
    @MethodSource("models")
    void aGradientReachesTheRecommendedLayer(Path folder) {
        assertThat(analyze(folder).recommendedLayer().gradientObstacle()).isNull();
    }

    @ParameterizedTest
    @MethodSource("models")
    void theCellsOfTheRecommendedLayerLieAcrossThePicture(Path folder) {
        // Given
        AnalyzedModel model = analyze(folder);
        LayerInfo layer = model.recommendedLayer();
        // When
        CellPlacement placement = model.placement(layer.name());
        // Then: the middle cell looks near the middle, within one step
        assertThat(placement.exact()).isTrue();
        double middle = placement.x() + (layer.width() - 1) / 2.0 * placement.stepX();
        assertThat(middle).isCloseTo(model.inputWidth() / 2.0, within(placement.stepX()));
    }

    private static AnalyzedModel analyze(Path folder) {
        return AnalyzedModel.of(folder.resolve("model.onnx"), new InputSize(224, 224));
    }
}
