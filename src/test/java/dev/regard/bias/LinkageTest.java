package dev.regard.bias;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkageTest {

    @Test
    void groupsOfDifferentSizesAreToldApart() {
        // Given two directions, thirty things in one and four in the other
        Random random = new Random(4);
        List<float[]> things = new ArrayList<>();
        for (int each = 0; each < 34; each++) {
            float off = 0.1f * (float) random.nextGaussian();
            things.add(each < 30 ? new float[] {1, off, 5} : new float[] {off, 1, 5});
        }
        // When
        int[] groups = Linkage.groups(Linkage.angles(things));
        // Then
        assertThat(groups).hasSize(34);
        for (int each = 0; each < 34; each++) {
            assertThat(groups[each]).isEqualTo(each < 30 ? 0 : 1);
        }
    }

    @Test
    void thingsThatAreAllAlikeAreOneGroup() {
        // Given
        List<float[]> things = List.of(new float[] {1, 2}, new float[] {1, 2}, new float[] {1, 2}, new float[] {1, 2});
        // When, then
        assertThat(Linkage.groups(Linkage.angles(things))).containsOnly(0);
    }

    @Test
    void noneAndOneAndTwoAreNoTrouble() {
        assertThat(Linkage.groups(Linkage.angles(List.of()))).isEmpty();
        assertThat(Linkage.groups(Linkage.angles(List.of(new float[] {0, 0})))).containsExactly(0);
        assertThat(Linkage.groups(Linkage.angles(List.of(new float[] {1, 0}, new float[] {0, 1}))))
                .containsExactly(0, 0);
    }

    @Test
    void theTreeIsThatOfAverageLinkage() {
        // Given places on a line: about 0, about 6 and about 20
        double[] places = {0, 5, 1, 20, 6.5, 0.5, 6, 21, 1.5, 5.5, 22, 0.2};
        double[][] distances = new double[12][12];
        for (int one = 0; one < 12; one++) {
            for (int other = 0; other < 12; other++) {
                distances[one][other] = Math.abs(places[one] - places[other]);
            }
        }
        // When
        int[] groups = Linkage.groups(distances);
        // Then
        assertThat(groups).containsExactly(0, 1, 0, 2, 1, 0, 1, 2, 0, 1, 2, 0);
    }
}
