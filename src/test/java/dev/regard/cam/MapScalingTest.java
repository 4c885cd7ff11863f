package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Scaling, enlarging, and averaging layers. */
class MapScalingTest {

    @Test
    void whatSpeaksAgainstTheClassIsCutOffBeforeScaling() {
        // Given
        ActivationMap map = new ActivationMap(1, 3, new float[] {-8, 1, 4});
        // When, Then
        assertThat(MapScaling.normalized(map).values()).containsExactly(new float[] {0, 0.25f, 1}, within(1e-6f));
        assertThat(MapScaling.minMax(map).values()).containsExactly(new float[] {0, 0.75f, 1}, within(1e-6f));
    }

    @Test
    void aMapThatIsTheSameEverywhereBecomesZero() {
        assertThat(MapScaling.minMax(new ActivationMap(1, 2, new float[] {3, 3}))
                        .values())
                .containsExactly(0, 0);
    }

    @Test
    void aFinishedMapReachesFromZeroToOne() {
        // Given
        ActivationMap map = new ActivationMap(2, 2, new float[] {-1, 2, 3, 10});
        // When
        ActivationMap finished = MapScaling.finished(map, 5, 7);
        // Then
        assertThat(finished.height()).isEqualTo(5);
        assertThat(finished.width()).isEqualTo(7);
        assertThat(finished.min()).isZero();
        assertThat(finished.max()).isCloseTo(1, within(1e-6f));
    }

    @Test
    void enlargingTakesHalfPixelCentresAndClampsTheEdges() {
        // Given
        ActivationMap map = new ActivationMap(2, 2, new float[] {0, 4, 8, 12});
        // When, Then
        assertThat(Bilinear.resize(map, 2, 4).values()).containsExactly(0, 1, 3, 4, 8, 9, 11, 12);
        assertThat(Bilinear.resize(map, 4, 2).values()).containsExactly(0, 4, 2, 6, 6, 10, 8, 12);
        assertThat(Bilinear.resize(map, 2, 2).values()).containsExactly(map.values());
    }

    @Test
    void layersAreAveragedAtTheCellsOfTheFinest() {
        // Given: normalized they are 0, 1 and 1, 0, 0.5, 0
        PlacedMap coarse = placed(8, 0, 4);
        PlacedMap fine = placed(8, 2, -6, 1, 0);
        // When
        PlacedMap average = LayerAverage.of(List.of(coarse, fine));
        // Then: the coarse one reads 0, 0.25, 0.75, 1 there
        assertThat(average.geometry()).isEqualTo(fine.geometry());
        assertThat(average.map().values()).containsExactly(new float[] {0.5f, 0.125f, 0.625f, 0.5f}, within(1e-5f));
    }

    @Test
    void averagingReadsEachLayerWhereItsCellsLook() {
        // Given: a coarse layer that pads at the right only lies half a cell further left
        ActivationMap cells = new ActivationMap(1, 2, new float[] {0, 4});
        PlacedMap shifted = new PlacedMap(cells, new MapGeometry(1, 0.5, 4, 1, true));
        PlacedMap fine = placed(8, 1, 1, 1, 1);
        // When, Then: centres 1, 3, 5, 7 lie 0, 0.5, 1, 1.5 cells from the first; the fine one normalizes to 0
        assertThat(LayerAverage.of(List.of(shifted, fine)).map().values())
                .containsExactly(new float[] {0, 0.25f, 0.5f, 0.5f}, within(1e-5f));
    }

    @Test
    void theAverageOfOneLayerIsItsNormalizedMap() {
        // Given
        PlacedMap layer = placed(8, 2, -6, 1, 0);
        // When, Then
        assertThat(LayerAverage.of(List.of(layer)).map().values())
                .containsExactly(MapScaling.normalized(layer.map()).values());
        assertThatThrownBy(() -> LayerAverage.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static PlacedMap placed(int width, float... values) {
        return new PlacedMap(new ActivationMap(1, values.length, values), MapGeometry.even(1, values.length, 1, width));
    }
}
