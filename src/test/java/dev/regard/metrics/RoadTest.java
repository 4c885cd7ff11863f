package dev.regard.metrics;

import static dev.regard.metrics.RelevanceTest.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoadTest {

    private static final FloatTensor PICTURE = LinearImputationTest.picture(10, 10, 4);
    private static final Relevance MAP = LinearModel.random(10, 10, 9).explanation();

    @Test
    void theMostRelevantGoFirstAndThenTheLeastRelevant() {
        // Given
        Road road = road(MAP, 0);
        int[] ranking = MAP.ranking();

        // Then
        assertThat(road.questions()).isEqualTo(8);
        for (int question = 0; question < 8; question++) {
            int count = Road.PERCENTILES.get(question % 4);
            boolean[] removed = road.removed(question);
            for (int rank = 0; rank < ranking.length; rank++) {
                boolean isExpected = question < 4 ? rank < count : rank >= 100 - count;
                assertThat(removed[ranking[rank]]).isEqualTo(isExpected);
            }
        }
    }

    @Test
    void onlyWhatIsRemovedIsFilledIn() {
        // Given
        Road road = road(MAP, 0.01);

        // When
        FloatTensor altered = road.picture(1);

        // Then
        assertThat(altered.values())
                .containsExactly(LinearImputation.fill(PICTURE, road.removed(1), 0.01, 31 * 5 + 1)
                        .values());
        assertThat(altered.shape()).isEqualTo(PICTURE.shape());
        assertThat(altered.values()).isNotEqualTo(PICTURE.values());
    }

    @Test
    void theResultIsTheMeanOverPercentilesAndHalfTheDifference() {
        // When
        Road.Scores scores = road(MAP, 0).result(new double[] {0.8, 0.4, 0.2, 0.2, 0.9, 0.9, 0.7, 0.3});

        // Then
        assertThat(scores.morf()).containsExactly(0.8, 0.4, 0.2, 0.2);
        assertThat(scores.lerf()).containsExactly(0.9, 0.9, 0.7, 0.3);
        assertThat(scores.meanMorf()).isCloseTo(0.4, within(1e-12));
        assertThat(scores.meanLerf()).isCloseTo(0.7, within(1e-12));
        assertThat(scores.combined()).isCloseTo(0.15, within(1e-12));
    }

    @Test
    void someOfThePictureIsAlwaysLeft() {
        // Given a picture of 3 pixels, 99 % of which would be all
        Road road = new Road(map(1, 3, 1, 2, 3), LinearImputationTest.picture(1, 3, 1), List.of(99), 0, 1);

        // Then
        assertThat(road.removed(0)).containsExactly(false, true, true);
        assertThat(road.removed(1)).containsExactly(true, true, false);
        assertThat(road.picture(0).values()[2]).isCloseTo(road.picture(0).values()[0], within(1e-5f));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new Road(map(1, 2, 1, 2), PICTURE, List.of(20), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a map of 1 x 2 does not fit a picture of 2 x 10 x 10");
        assertThatThrownBy(() -> new Road(MAP, PICTURE, List.of(), 0, 1)).hasMessageContaining("percentiles");
        assertThatThrownBy(() -> new Road(MAP, PICTURE, List.of(100), 0, 1)).hasMessageContaining("from 1.0 to 99.0");
        assertThatThrownBy(() -> road(MAP, -0.1)).hasMessageContaining("the noise");
        assertThatThrownBy(() -> road(map(10, 10, new float[100]), 0)).hasMessageContaining("cannot be ranked");
        assertThatThrownBy(() -> road(MAP, 0).picture(8)).hasMessage("questions are numbered from 0 to 7, given 8");
    }

    private static Road road(Relevance map, double noise) {
        return new Road(map, PICTURE, Road.PERCENTILES, noise, 5);
    }
}
