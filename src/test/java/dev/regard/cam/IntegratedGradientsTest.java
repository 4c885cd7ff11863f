package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.junit.jupiter.api.Test;

class IntegratedGradientsTest {

    private static final FloatTensor PICTURE = new FloatTensor(Shape.of(2, 1, 2), new float[] {1, 2, 3, 4});
    private static final FloatTensor BASELINE = new FloatTensor(Shape.of(2, 1, 2), new float[] {0, 1, 1, 8});

    @Test
    void ofALinearScoreOneStepIsExact() {
        // Given: y = x1 - 2 x2 + 3 x3 + 0.5 x4
        FloatTensor gradients = new FloatTensor(PICTURE.shape(), new float[] {1, -2, 3, 0.5f});
        IntegratedGradients integrated = new IntegratedGradients(PICTURE, BASELINE, 1);
        integrated.add(gradients);
        // When
        Attribution attribution = integrated.result(1 - 4 + 9 + 2, -2 + 3 + 4);
        // Then
        assertThat(attribution.values().values()).containsExactly(1, -2, 6, -2);
        assertThat(attribution.map().values()).containsExactly(7, -4);
        assertThat(attribution.completenessError()).isZero();
    }

    @Test
    void thePointsAreTheMiddlesOfTheSteps() {
        // Given
        IntegratedGradients integrated = new IntegratedGradients(PICTURE, BASELINE, 4);
        // When, Then: 1/8 and 7/8 of the way
        assertThat(integrated.point(0).values()).containsExactly(0.125f, 1.125f, 1.25f, 7.5f);
        assertThat(integrated.point(3).values()).containsExactly(0.875f, 1.875f, 2.75f, 4.5f);
    }

    @Test
    void moreStepsMakeTheErrorSmaller() {
        // Given: y = sum of x³, from 0 to 1
        assertThat(ofCubes(1).completenessError()).isCloseTo(0.25, within(1e-6));
        assertThat(ofCubes(10).completenessError()).isCloseTo(0.0025, within(1e-6));
    }

    private static Attribution ofCubes(int steps) {
        FloatTensor one = TestMaps.filled(1, 1, 1, 1);
        IntegratedGradients integrated = new IntegratedGradients(one, FloatTensor.zeros(one.shape()), steps);
        for (int step = 0; step < integrated.steps(); step++) {
            float x = integrated.point(step).values()[0];
            integrated.add(TestMaps.filled(3 * x * x, 1, 1, 1));
        }
        return integrated.result(1, 0);
    }

    @Test
    void missingGradientsAreNoticed() {
        // Given
        IntegratedGradients integrated = new IntegratedGradients(PICTURE, BASELINE, 3);
        integrated.add(FloatTensor.zeros(PICTURE.shape()));
        // When, Then
        assertThatThrownBy(() -> integrated.result(1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("integrated gradients of 3 steps needs as many gradients, given 1");
        assertThatThrownBy(() -> new IntegratedGradients(PICTURE, BASELINE, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("integrated gradients takes at least 1 step, given 0");
    }
}
