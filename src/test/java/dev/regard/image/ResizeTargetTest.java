package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.image.ResizeTarget.BoundedEdges;
import dev.regard.image.ResizeTarget.Cover;
import dev.regard.image.ResizeTarget.Fit;
import dev.regard.image.ResizeTarget.ShortestEdge;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected sizes were printed by the peers' formulas: torchvision's, timm's and Hugging Face's. */
class ResizeTargetTest {

    static Stream<Arguments> sizes() {
        return Stream.of(
                Arguments.of(new ShortestEdge(256), "500x375", "341x256"),
                Arguments.of(new ShortestEdge(256), "375x500", "256x341"),
                Arguments.of(new Cover(256, 256), "500x375", "341x256"),
                Arguments.of(new Cover(256, 256), "500x374", "342x256"),
                Arguments.of(new Cover(192, 384), "500x375", "384x288"),
                Arguments.of(new Cover(192, 384), "1000x100", "1920x192"),
                Arguments.of(new Fit(224, 224), "500x375", "224x168"),
                Arguments.of(new Fit(224, 224), "375x500", "168x224"),
                Arguments.of(new Fit(192, 384), "500x375", "256x192"),
                // 2.5 goes to the even side; where the peers round to nothing, one pixel stays.
                Arguments.of(new Fit(10, 10), "4x1", "10x2"),
                Arguments.of(new Fit(224, 224), "1x2000", "1x224"),
                Arguments.of(new BoundedEdges(256, 400), "500x375", "341x256"),
                Arguments.of(new BoundedEdges(256, 300), "500x375", "300x225"),
                Arguments.of(new BoundedEdges(256, 300), "375x500", "225x300"),
                Arguments.of(new BoundedEdges(256, 300), "400x400", "256x256"),
                Arguments.of(new BoundedEdges(256, 300), "2000x1", "300x1"));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void sizesAreThoseOfThePeers(ResizeTarget target, String from, String expected) {
        // Given
        String[] sides = from.split("x");
        Pixels picture = Pictures.hashed(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));

        // When
        String size = target.widthFor(picture) + "x" + target.heightFor(picture);

        // Then
        assertThat(size).isEqualTo(expected);
    }
}
