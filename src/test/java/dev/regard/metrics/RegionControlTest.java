package dev.regard.metrics;

import static dev.regard.metrics.RelevanceTest.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionControlTest {

    @ParameterizedTest
    @CsvSource({"12, 12", "8, 13", "13, 8"})
    void everyRegionIsAsLargeAsTheHottest(int height, int width) {
        // Given
        RegionControl control =
                new RegionControl(LinearModel.random(height, width, 1).explanation(), 0.25, 40, 1);

        // Then
        assertThat(hidden(control.mask(0))).isEmpty();
        Set<Set<Integer>> regions = new HashSet<>();
        for (int question = 1; question < control.questions(); question++) {
            Set<Integer> region = hidden(control.mask(question));
            assertThat(region).hasSize((int) Math.round(0.25 * height * width));
            regions.add(region);
        }
        assertThat(regions).hasSizeGreaterThan(35);
    }

    @Test
    void theHottestRegionIsHiddenFirst() {
        // Given
        RegionControl control = new RegionControl(map(2, 3, 1, 9, 2, 8, 3, 0), 0.34, 5, 1);

        // Then
        assertThat(hidden(control.mask(1))).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void aRegionKeepsItsShape() {
        // Given a bar of three pixels in a row
        float[] values = new float[64];
        values[18] = values[19] = values[20] = 1;
        RegionControl control = new RegionControl(map(8, 8, values), 3.0 / 64, 30, 1);

        // Then it lies or stands, perhaps across the border
        Set<Boolean> isLying = new HashSet<>();
        for (int question = 2; question < control.questions(); question++) {
            Set<Integer> region = hidden(control.mask(question));
            long rows = region.stream().map(pixel -> pixel / 8).distinct().count();
            long columns = region.stream().map(pixel -> pixel % 8).distinct().count();
            assertThat(rows * columns).isEqualTo(3);
            isLying.add(rows == 1);
        }
        assertThat(isLying).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void theRightRegionIsBetterThanChance() {
        // Given a model that looks at one square of 6 x 6, and its map
        float[] adds = new float[40 * 40];
        for (int pixel = 0; pixel < adds.length; pixel++) {
            boolean isSeen = pixel / 40 >= 5 && pixel / 40 < 11 && pixel % 40 >= 20 && pixel % 40 < 26;
            adds[pixel] = isSeen ? 1 : 0;
        }
        LinearModel model = new LinearModel(40, 40, adds);

        // When
        RegionControl.Result result = model.ask(new RegionControl(model.explanation(), 36.0 / 1600, 99, 3));

        // Then
        assertThat(result.hottestDrop()).isEqualTo(36);
        assertThat(result.randomDrop()).isBetween(0.0, 5.0);
        assertThat(result.pValue()).isLessThan(0.03);
    }

    @Test
    void thePValueCountsTheRegionsThatAreAsGood() {
        // Given
        RegionControl control = new RegionControl(map(1, 4, 1, 2, 3, 4), 0.5, 4, 1);

        // When
        RegionControl.Result result = control.result(new double[] {1, 0.5, 0.25, 0.5, 0.75, 1});

        // Then (1 + 2) / (1 + 4)
        assertThat(result.pValue()).isEqualTo(0.6);
        assertThat(result.hottestDrop()).isEqualTo(0.5);
        assertThat(result.randomDrop()).isCloseTo((0.75 + 0.5 + 0.25 + 0) / 4, within(1e-12));
        assertThat(control.result(new double[6]).pValue()).isEqualTo(1);
        assertThat(control.result(new double[] {1, 0, 1, 1, 1, 1}).pValue()).isEqualTo(0.2);
    }

    @Test
    void impossibleRegionsAreRefused() {
        Relevance map = map(1, 4, 1, 2, 3, 4);
        assertThatThrownBy(() -> new RegionControl(map, 1, 4, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the share of pixels to hide lies between 0 and 1, given 1.0");
        assertThatThrownBy(() -> new RegionControl(map, Double.NaN, 4, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new RegionControl(map, 0.5, 0, 1)).hasMessageContaining("repetitions");
        assertThatThrownBy(() -> new RegionControl(map(1, 1, 2), 0.5, 1, 1)).hasMessageContaining("ranked");
    }

    private static Set<Integer> hidden(float[] mask) {
        Set<Integer> hidden = new HashSet<>();
        for (int pixel = 0; pixel < mask.length; pixel++) {
            if (mask[pixel] == 0) {
                hidden.add(pixel);
            }
        }
        return hidden;
    }
}
