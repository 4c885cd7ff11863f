package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.junit.jupiter.api.Test;

class GroupCamTest {

    /** Four feature maps of four cells; by gradients the last speaks against the class. */
    private final FloatTensor activations =
            new FloatTensor(Shape.of(4, 2, 2), new float[] {4, 1, 2, 3, 0, 0, 0, 2, 1, 1, 8, 1, 5, 5, 5, 5});

    private final FloatTensor gradients = TestMaps.constantByChannel(2, 2, 1, 2, 3, -4);

    @Test
    void aGroupIsTheHottestPartOfItsWeightedFeatureMaps() {
        // Given: the first group is A0 + 2 A1 = 4, 1, 2, 7; the second 3 A2 - 4 A3 = -17, -17, 4, -17
        GroupCam method = new GroupCam(activations, gradients, 2, 2, 2);

        // When
        method.answer(0, new double[] {1});
        method.answer(1, new double[] {3});
        method.answer(2, new double[] {1.5});

        // Then: above the 70th percentile, the third smallest of four, 4 and 7 are left, and 4
        assertThat(method.questions()).isEqualTo(3);
        assertThat(method.map(0).values()).containsExactly(new float[] {2 * 4, 0, 0.5f * 4, 2 * 7}, within(1e-5f));
    }

    @Test
    void aMaskGoesFromZeroToOneAndTheFirstHidesEverything() {
        // Given
        GroupCam method = new GroupCam(activations, gradients, 2, 2, 2);

        // Then
        assertThat(method.mask(0)).containsOnly(0);
        assertThat(method.mask(1)).containsExactly(new float[] {4 / 7f, 0, 0, 1}, within(1e-6f));
    }

    @Test
    void untilTheBlurredPictureIsAnsweredNothingHasWeight() {
        // Given
        GroupCam method = new GroupCam(activations, gradients, 2, 2, 2);

        // When
        method.answer(1, new double[] {3});

        // Then
        assertThat(method.map(0).values()).containsOnly(0);
    }

    @Test
    void groupsWithoutAnythingForTheClassAreNotAskedAbout() {
        // Given: the fourth feature map alone speaks against the class
        GroupCam method = new GroupCam(activations, gradients, 2, 2, 4);

        // Then
        assertThat(method.questions()).isEqualTo(4);
    }

    @Test
    void thereIsAtLeastOneGroup() {
        assertThatThrownBy(() -> new GroupCam(activations, gradients, 2, 2, 0)).hasMessage("at least 1 group, given 0");
    }
}
