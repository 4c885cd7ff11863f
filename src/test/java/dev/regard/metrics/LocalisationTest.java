package dev.regard.metrics;

import static dev.regard.metrics.RelevanceTest.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LocalisationTest {

    /** Two spots: one of 3 pixels in the upper left, one hotter pixel in the lower right. */
    private static final Relevance SPOTS = map(4, 5, 3, 3, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, -9, 0, 0, 0, 0, 0, 4);

    private static final Box UPPER_LEFT = new Box(0, 0, 2, 2);

    @Test
    void theHottestPixelPoints() {
        assertThat(PointingGame.isHit(SPOTS, region(new Box(4, 3, 1, 1)), 0)).isTrue();
        assertThat(PointingGame.isHit(SPOTS, region(new Box(3, 2, 2, 2)), 0)).isTrue();
        assertThat(PointingGame.isHit(SPOTS, region(UPPER_LEFT), 0)).isFalse();
        assertThat(PointingGame.isHit(SPOTS, region(UPPER_LEFT, new Box(4, 3, 1, 1)), 0))
                .isTrue();
    }

    @Test
    void aNearMissCountsWithinTheTolerance() {
        // Given a pixel that is 3 to the left of the hottest and 2 above
        Region away = region(new Box(1, 1, 1, 1));

        // Then
        assertThat(PointingGame.isHit(SPOTS, away, Math.sqrt(13) + 1e-9)).isTrue();
        assertThat(PointingGame.isHit(SPOTS, away, 3.6)).isFalse();
        assertThat(PointingGame.isHit(SPOTS, region(new Box(4, 2, 1, 1)), 1)).isTrue();
    }

    @Test
    void energyIsThePositivePartInside() {
        assertThat(EnergyPointingGame.of(SPOTS, region(UPPER_LEFT))).hasValueCloseTo(9.0 / 13, within(1e-12));
        assertThat(EnergyPointingGame.of(SPOTS, region(new Box(3, 2, 2, 2)))).hasValueCloseTo(4.0 / 13, within(1e-12));
        assertThat(EnergyPointingGame.of(SPOTS, region(new Box(0, 0, 5, 4)))).hasValue(1);
        boolean[] diagonal = {true, false, false, true};
        assertThat(EnergyPointingGame.of(map(2, 2, 1, 1, 1, 5), new Region(2, 2, diagonal)))
                .hasValue(0.75);
        assertThat(EnergyPointingGame.of(map(1, 2, -1, 0), new Region(1, 2, new boolean[] {true, false})))
                .isEmpty();
    }

    @Test
    void theBoxGoesRoundTheLargestComponent() {
        assertThat(HotBox.of(SPOTS, 0.5)).contains(UPPER_LEFT);
        assertThat(HotBox.of(SPOTS, 0.76)).contains(new Box(4, 3, 1, 1));
        assertThat(HotBox.of(SPOTS, 1)).contains(new Box(4, 3, 1, 1));
        assertThat(HotBox.of(map(1, 3, -1, -2, 0), 0.5)).isEmpty();
        // Corners touch
        assertThat(HotBox.of(map(3, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1), 0.5)).contains(new Box(0, 0, 3, 3));
        // Of two that are as large, the upper left
        assertThat(HotBox.of(map(1, 5, 1, 1, 0, 1, 1), 0.5)).contains(new Box(0, 0, 2, 1));
    }

    @Test
    void iouIsWhatIsCommonOfAll() {
        assertThat(new Box(0, 0, 2, 2).iou(new Box(1, 1, 2, 2))).isCloseTo(1.0 / 7, within(1e-12));
        assertThat(UPPER_LEFT.iou(UPPER_LEFT)).isEqualTo(1);
        assertThat(UPPER_LEFT.iou(new Box(2, 0, 2, 2))).isZero();
    }

    @Test
    void maxBoxAccTakesTheThresholdThatIsBestForAll() {
        // Given maps of 1 x 10: one whose box is right below 0.5, one whose box is right above 0.3
        List<Double> low = MaxBoxAcc.ious(map(1, 10, 1, 0.5f, 0.5f, 0.5f, 0, 0, 0, 0, 0, 0), box(0, 4));
        List<Double> high = MaxBoxAcc.ious(map(1, 10, 1, 1, 0.3f, 0.3f, 0.3f, 0.3f, 0, 0, 0, 0), box(0, 2));

        // When
        MaxBoxAcc both = MaxBoxAcc.of(List.of(low, high));

        // Then
        assertThat(low.get(49)).isEqualTo(1);
        assertThat(low.get(50)).isEqualTo(0.25);
        assertThat(both.threshold()).isEqualTo(0.31);
        assertThat(both.accuracy()).isEqualTo(Estimate.ofShare(2, 2));
        List<Double> never = MaxBoxAcc.ious(map(1, 10, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0), box(5, 5));
        assertThat(MaxBoxAcc.of(List.of(low, never)).accuracy()).isEqualTo(Estimate.ofShare(1, 2));
    }

    @Test
    void whatLiesOutsideOrIsEmptyIsRefused() {
        assertThatThrownBy(() -> region(new Box(4, 0, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the box of 2 x 1 pixels at (4, 0) does not lie in a picture of 5 x 4");
        assertThatThrownBy(() -> region(new Box(Integer.MAX_VALUE, 0, Integer.MAX_VALUE, 1)))
                .hasMessageContaining("does not lie");
        assertThatThrownBy(() -> new Box(-1, 0, 1, 1)).hasMessageContaining("left side of a box");
        assertThatThrownBy(() -> new Box(0, 0, 0, 1)).hasMessageContaining("width of a box");
        assertThatThrownBy(() -> new Region(1, 2, new boolean[2]))
                .hasMessage("the region is empty: no pixel lies inside");
        assertThatThrownBy(() -> region()).hasMessageContaining("empty");
        assertThatThrownBy(() -> new Region(1, 2, new boolean[3])).hasMessageContaining("given 3");
        Region other = new Region(1, 1, new boolean[] {true});
        assertThatThrownBy(() -> EnergyPointingGame.of(SPOTS, other))
                .hasMessageContaining("does not fit a map of 4 x 5");
        assertThatThrownBy(() -> PointingGame.isHit(SPOTS, other, 0)).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> PointingGame.isHit(SPOTS, region(UPPER_LEFT), -1))
                .hasMessageContaining("tolerance");
        assertThatThrownBy(() -> HotBox.of(SPOTS, 0)).hasMessageContaining("given 0");
        assertThatThrownBy(() -> MaxBoxAcc.ious(SPOTS, List.of())).hasMessageContaining("number of boxes");
        assertThatThrownBy(() -> MaxBoxAcc.ious(map(1, 2, 1, 1), box(0, 1))).hasMessageContaining("scaled");
        assertThatThrownBy(() -> MaxBoxAcc.of(List.of())).hasMessageContaining("number of pictures");
        assertThatThrownBy(() -> MaxBoxAcc.of(List.of(List.of(1.0)))).hasMessageContaining("number of thresholds");
    }

    private static Region region(Box... boxes) {
        return Region.of(List.of(boxes), 4, 5);
    }

    private static List<Box> box(int left, int width) {
        return List.of(new Box(left, 0, width, 1));
    }
}
