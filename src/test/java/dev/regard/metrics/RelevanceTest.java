package dev.regard.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RelevanceTest {

    @Test
    void theHottestPixelComesFirstAndOfThoseThatAreAlikeTheFormer() {
        assertThat(map(2, 3, 1, -5, 7, 1, 0, -0f).ranking()).containsExactly(2, 0, 3, 4, 5, 1);
        assertThat(map(1, 4, -1, -3, -2, -1e-30f).ranking()).containsExactly(3, 0, 2, 1);
    }

    @Test
    void scaledItReachesFromZeroToOne() {
        assertThat(map(1, 4, -2, 0, 1, 2).scaled().values()).containsExactly(0, 0.5f, 0.75f, 1);
        assertThat(map(1, 3, -Float.MAX_VALUE, 0, Float.MAX_VALUE).scaled().values())
                .containsExactly(0, 0.5f, 1);
        assertThat(map(1, 2, 0, Float.MIN_VALUE).scaled().values()).containsExactly(0, 1);
    }

    @Test
    void normalizedItHoldsWhatSpeaksForTheClass() {
        assertThat(map(1, 4, -2, 0, 1, 2).normalized().values()).containsExactly(0, 0, 0.5f, 1);
    }

    @Test
    void aFlatMapHasNoOrderAndNoScale() {
        Relevance flat = map(1, 2, 3, 3);
        assertThat(flat.isFlat()).isTrue();
        assertThatThrownBy(flat::ranking)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a map whose values are all 3.0 cannot be ranked: no pixel differs from another");
        assertThatThrownBy(flat::scaled).hasMessageContaining("cannot be scaled to 0 to 1");
        assertThatThrownBy(map(1, 2, -1, -3)::normalized).hasMessageContaining("all 0.0");
    }

    @Test
    void onlyFiniteNumbersOfTheRightCountMakeAMap() {
        assertThatThrownBy(() -> map(2, 2, 1, 2, 3)).hasMessage("a map of 2 x 2 has 4 values, given 3");
        assertThatThrownBy(() -> map(0, 2)).hasMessage("the height of a map has to be at least 1, given 0");
        assertThatThrownBy(() -> map(1, 2, 1, Float.NaN)).hasMessageContaining("finite number, given NaN");
        assertThatThrownBy(() -> map(1 << 16, 1 << 16)).hasMessageContaining("has 4294967296 values, given 0");
    }

    static Relevance map(int height, int width, float... values) {
        return new Relevance(height, width, values);
    }
}
