package dev.regard.metrics;

import static dev.regard.metrics.RelevanceTest.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeletionInsertionTest {

    /** By falling value: 4, 3, 2, 1. */
    private static final LinearModel MODEL = new LinearModel(2, 2, new float[] {1, 4, 2, 3});

    @Test
    void deletionTakesTheHottestPixelsAwayFirst() {
        // When
        Curve curve = MODEL.ask(new Deletion(MODEL.explanation(), 4));

        // Then: 10 - 4 - 3 - 2 - 1
        assertThat(curve.points())
                .containsExactly(point(0, 10), point(0.25, 6), point(0.5, 3), point(0.75, 1), point(1, 0));
        assertThat(curve.area()).isEqualTo((10 / 2.0 + 6 + 3 + 1) / 4);
    }

    @Test
    void insertionPutsTheHottestPixelsFirst() {
        // When
        Curve curve = MODEL.ask(new Insertion(MODEL.explanation(), 4));

        // Then
        assertThat(curve.points())
                .containsExactly(point(0, 0), point(0.25, 4), point(0.5, 7), point(0.75, 9), point(1, 10));
        assertThat(curve.area()).isEqualTo((4 + 7 + 9 + 10 / 2.0) / 4);
    }

    @Test
    void theAreasOfALinearModelAreThatOfItsSortedSums() {
        // Given: the pixel of rank r (from 0) is seen in deletion for (r + 1/2) / N of the way, in insertion for the
        // rest
        LinearModel model = LinearModel.random(7, 9, 3);
        int[] ranking = model.explanation().ranking();
        double deletion = 0;
        double all = 0;
        for (int rank = 0; rank < ranking.length; rank++) {
            deletion += model.adds()[ranking[rank]] * (rank + 0.5) / ranking.length;
            all += model.adds()[ranking[rank]];
        }

        // Then
        assertThat(model.ask(new Deletion(model.explanation(), 63)).area()).isCloseTo(deletion, within(1e-9));
        assertThat(model.ask(new Insertion(model.explanation(), 63)).area()).isCloseTo(all - deletion, within(1e-9));
    }

    @Test
    void stepsNeedNotDivideThePixels() {
        // Given 4 pixels in 3 steps
        Deletion deletion = new Deletion(MODEL.explanation(), 3);

        // Then 0, 1, 3 and 4 of them are gone
        assertThat(MODEL.ask(deletion).points())
                .containsExactly(point(0, 10), point(0.25, 6), point(0.75, 1), point(1, 0));
    }

    @Test
    void everyOtherOrderLosesTheScoreLater() {
        // Given
        LinearModel model = LinearModel.random(8, 8, 5);
        double best = model.ask(new Deletion(model.explanation(), 16)).area();

        // Then
        for (int seed = 0; seed < 20; seed++) {
            Relevance other = LinearModel.random(8, 8, 100 + seed).explanation();
            assertThat(model.ask(new Deletion(other, 16)).area()).isGreaterThan(best);
        }
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        Deletion deletion = new Deletion(MODEL.explanation(), 4);
        assertThatThrownBy(() -> new Deletion(MODEL.explanation(), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the 4 pixels of the map are taken in 1 to 4 steps, given 5");
        assertThatThrownBy(() -> new Insertion(MODEL.explanation(), 0)).hasMessageContaining("given 0");
        assertThatThrownBy(() -> new Insertion(map(2, 2, 0, 0, 0, 0), 4)).hasMessageContaining("cannot be ranked");
        assertThatThrownBy(() -> deletion.mask(5)).hasMessage("questions are numbered from 0 to 4, given 5");
        assertThatThrownBy(() -> deletion.result(new double[4]))
                .hasMessage("there are 5 questions, so there have to be as many answers, given 4");
        assertThatThrownBy(() -> deletion.result(new double[] {1, 1, Double.NaN, 1, 1}))
                .hasMessageContaining("an answer has to be a finite number, given NaN");
        assertThatThrownBy(() -> new Curve(List.of(point(0, 1)))).hasMessageContaining("at least 2 points");
    }

    private static Curve.Point point(double share, double score) {
        return new Curve.Point(share, score);
    }
}
