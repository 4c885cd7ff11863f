package dev.regard.bias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.cam.ActivationMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class HillsTest {

    @Test
    void twoPeaksWithADeepValleyAreTwoRegionsTheStrongerFirst() {
        // Given
        ActivationMap map = new ActivationMap(1, 7, new float[] {0, 5, 6, 2, 4, 10, 9});
        // When
        List<List<Integer>> hills = Hills.of(map);
        // Then
        assertThat(hills).hasSize(2);
        assertThat(hills.get(0)).containsExactlyInAnyOrder(5, 6, 4);
        assertThat(hills.get(1)).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void twoPeaksThatAreNearlyLevelAreOneRegion() {
        // When
        List<List<Integer>> hills = Hills.of(new ActivationMap(1, 5, new float[] {9, 10, 8, 9.5f, 9}));
        // Then
        assertThat(hills).hasSize(1);
        assertThat(hills.getFirst()).hasSize(5);
    }

    @Test
    void whatIsFarFromHotIsLeftOutAndSoIsWhatHoldsNextToNothing() {
        // Given
        ActivationMap map = new ActivationMap(2, 6, new float[] {10, 10, 0, 0, 0, 3.5f, 10, 10, 0, 2, 0, 0});
        // When
        List<List<Integer>> hills = Hills.of(map);
        // Then
        assertThat(hills).hasSize(1);
        assertThat(hills.getFirst()).containsExactlyInAnyOrder(0, 1, 6, 7);
    }

    @Test
    void aMapThatSpeaksAgainstTheClassHasNone() {
        assertThat(Hills.of(new ActivationMap(1, 3, new float[] {-1, 0, -2}))).isEmpty();
        assertThat(Hills.of(new ActivationMap(1, 2, new float[] {Float.NaN, Float.NaN})))
                .isEmpty();
    }
}
