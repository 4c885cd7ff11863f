package dev.regard.bias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.bias.BiasReport.SamePixels;
import dev.regard.bias.BiasReport.Spot;
import dev.regard.bias.Verdict.Findings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Effect STRONG = new Effect(40, 0.8, 0.05, 0.6, 0.9, 0.9, 0.05);
    private static final Effect WEAK = new Effect(40, 0.02, 0.01, -0.02, 0.03, 0, 0);

    @Test
    void anObjectThatMovesAboutIsNotSuspiciousHoweverMuchItDoes() {
        // When
        Verdict verdict = Verdict.of(new Findings(spot(0.3, 0.1, null), pixels(0.2), STRONG, STRONG, 0.1));
        // Then
        assertThat(verdict.suspicious()).isFalse();
        assertThat(verdict.reason()).contains("as objects do");
    }

    @Test
    void whatLiesAlongTheBorderIsUnlessOtherClassesLieThereToo() {
        assertThat(Verdict.of(new Findings(spot(0.4, 0.7, null), pixels(0.2), WEAK, STRONG, 0.1)))
                .isEqualTo(new Verdict(
                        true, "70 % of its evidence lies along the border of the pictures, for other classes 10 %."));
        assertThat(Verdict.of(new Findings(spot(0.4, 0.7, null), pixels(0.2), WEAK, STRONG, 0.5))
                        .suspicious())
                .isFalse();
    }

    @Test
    void whatDoesNothingIsNotSuspiciousWhereverItLies() {
        assertThat(Verdict.of(new Findings(spot(0.4, 1, null), pixels(0.9), WEAK, WEAK, 0.1))
                        .suspicious())
                .isFalse();
    }

    @Test
    void theSamePixelsInTheMiddleAreSuspicious() {
        assertThat(Verdict.of(new Findings(spot(0.01, 0, null), pixels(0.9), STRONG, WEAK, null))
                        .reason())
                .isEqualTo("It shows nearly the same pixels in picture after picture.");
    }

    @Test
    void unlessPicturesWithoutItAreAsAlike() {
        // Given
        SamePixels small = new SamePixels(0.5, 0.45);
        // When, then
        assertThat(Verdict.of(new Findings(spot(0.3, 0, null), small, STRONG, STRONG, null))
                        .suspicious())
                .isFalse();
    }

    @Test
    void boxesDecide() {
        assertThat(Verdict.of(new Findings(spot(0.4, 0.9, 0.1), pixels(0.9), STRONG, STRONG, 0.1)))
                .isEqualTo(new Verdict(false, "It lies within the boxes and masks given."));
        assertThat(Verdict.of(new Findings(spot(0.4, 0.1, 0.9), pixels(0.1), STRONG, STRONG, 0.1)))
                .isEqualTo(new Verdict(true, "90 % of its evidence lies outside the boxes and masks given."));
    }

    private static SamePixels pixels(double own) {
        return new SamePixels(own, 0.1);
    }

    private static Spot spot(double spread, double border, @Nullable Double outside) {
        return new Spot(0.5, 0.5, spread, border, border / 2, outside);
    }
}
