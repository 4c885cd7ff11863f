package dev.regard.check;

import static dev.regard.check.Outcome.CANNOT_TELL;
import static dev.regard.check.Outcome.CONTRADICTS;
import static dev.regard.check.Outcome.SUPPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.check.Cascade.Depth;
import dev.regard.check.OtherClasses.Other;
import dev.regard.check.Verdict.Level;
import dev.regard.explain.Prediction;
import dev.regard.metrics.Curve;
import dev.regard.metrics.RegionControl;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private static final Prediction DOG = new Prediction(0, "dog", 5, 0.8f);
    private static final Prediction CAT = new Prediction(1, "cat", 1, 0.01f);
    private static final Subject PRESENT = new Subject(DOG, DOG);
    private static final Subject ABSENT = new Subject(CAT, DOG);

    @ParameterizedTest
    @CsvSource({
        "SUPPORTS, SUPPORTS, SUPPORTS, SUPPORTS, SUPPORTED",
        "SUPPORTS, SUPPORTS, SUPPORTS, CANNOT_TELL, WITH_DOUBTS",
        "SUPPORTS, CANNOT_TELL, CANNOT_TELL, CANNOT_TELL, WITH_DOUBTS",
        "CANNOT_TELL, SUPPORTS, SUPPORTS, SUPPORTS, OPEN",
        "CONTRADICTS, SUPPORTS, SUPPORTS, SUPPORTS, NOT_SUPPORTED",
        "SUPPORTS, CONTRADICTS, SUPPORTS, SUPPORTS, NOT_OF_CLASS",
        "SUPPORTS, SUPPORTS, CONTRADICTS, SUPPORTS, EDGES",
        "SUPPORTS, CONTRADICTS, CONTRADICTS, CONTRADICTS, EDGES",
        "CONTRADICTS, CONTRADICTS, SUPPORTS, SUPPORTS, NOT_OF_CLASS",
        "SUPPORTS, SUPPORTS, SUPPORTS, CONTRADICTS, UNSTABLE",
    })
    void theWorstAnswerDecides(Outcome hiding, Outcome classes, Outcome cascade, Outcome stability, Level level) {
        // Given
        List<Finding> findings = List.of(hiding(hiding), classes(classes), cascade(cascade), stability(stability));
        assertThat(findings).extracting(Finding::outcome).containsExactly(hiding, classes, cascade, stability);
        // When
        Verdict verdict = Verdict.of(PRESENT, findings, true);
        // Then
        assertThat(verdict.level()).isEqualTo(level);
        assertThat(verdict.reason()).isNotBlank();
    }

    @Test
    void aClassThatIsNotThereIsSaidWhateverTheAnswersAre() {
        // Given
        List<Finding> findings = List.of(hiding(SUPPORTS), classes(SUPPORTS), cascade(SUPPORTS), stability(SUPPORTS));
        // When
        Verdict verdict = Verdict.of(ABSENT, findings, true);
        // Then
        assertThat(verdict.level()).isEqualTo(Level.ABSENT);
        assertThat(verdict.reason())
                .startsWith("The model does not say 'cat' here: it holds that to be 1.0 % likely, and 'dog' 80 %.");
    }

    @Test
    void aMapOfEveryClassIsAboutNoneEvenWhereTheClassIsNotThere() {
        // Given
        OtherClasses same = new OtherClasses("cat", "Eigen-CAM", true, List.of());
        // Then
        assertThat(Verdict.of(ABSENT, List.of(hiding(SUPPORTS), same), true).level())
                .isEqualTo(Level.NOT_OF_CLASS);
    }

    @Test
    void whatWasNotAskedIsNotClaimed() {
        assertThat(Verdict.of(PRESENT, List.of(hiding(SUPPORTS), classes(SUPPORTS)), false)
                        .level())
                .isEqualTo(Level.AS_FAR_AS_ASKED);
    }

    @Test
    void aModelThatIsAsSureWhateverIsHiddenSaysNothing() {
        // Given
        Hiding hiding = hiding(0.01, 0.005, 0.017, 0.01);
        // Then
        assertThat(hiding.outcome()).isEqualTo(CANNOT_TELL);
        assertThat(hiding.text()).contains("Of 59 such regions, 0 lower it as far: p = 0.017.");
    }

    @Test
    void theCascadeIsJudgedByItsMiddle() {
        assertThat(cascade(1, 1, 0.2, 0.4, 1).left()).isEqualTo((0.2 + 0.4) / 2);
        assertThat(cascade(1, 0.1, 1).left()).isEqualTo(0.1);
        assertThat(cascade(0.5, 0.3).left()).isEqualTo(0.3);
        assertThat(cascade(0.7).left()).isEqualTo(0.7);
    }

    @ParameterizedTest
    @CsvSource({"0.823, 82", "0.093, 9.3", "0.0012, 0.12", "0.00001, less than 0.01", "0, 0", "1, 100"})
    void percentClaimsNoMoreThanItKnows(double share, String words) {
        assertThat(Words.percent(share)).isEqualTo(words);
    }

    private static Hiding hiding(Outcome outcome) {
        return switch (outcome) {
            case SUPPORTS -> hiding(0.7, 0.1, 1 / 60.0, 0.7);
            case CONTRADICTS -> hiding(0.1, 0.2, 0.7, 0.6);
            case CANNOT_TELL -> hiding(0.4, 0.2, 0.1, 0.6);
        };
    }

    private static Hiding hiding(double hottest, double other, double pValue, double most) {
        Curve curve = new Curve(List.of(new Curve.Point(0, 0.8), new Curve.Point(1, 0.1)));
        RegionControl.Result drops = new RegionControl.Result(hottest, other, pValue);
        return new Hiding(
                "dog", Cover.BLURRED, 0.2, 59, 0.8, drops, most, curve, curve, List.of(curve), List.of(curve));
    }

    private static OtherClasses classes(Outcome outcome) {
        OptionalDouble likeness = OptionalDouble.of(outcome == SUPPORTS ? 0.1 : outcome == CONTRADICTS ? 0.95 : 0.7);
        return new OtherClasses("dog", "Grad-CAM", false, List.of(new Other(CAT, likeness)));
    }

    private static Cascade cascade(Outcome outcome) {
        return cascade(outcome == SUPPORTS ? 0.1 : outcome == CONTRADICTS ? 0.95 : 0.5);
    }

    private static Cascade cascade(double... correlations) {
        List<Depth> depths = IntStream.range(0, correlations.length)
                .mapToObj(at -> new Depth(at + 1, OptionalDouble.of(correlations[at])))
                .toList();
        return new Cascade(correlations.length, true, depths);
    }

    private static Stability stability(Outcome outcome) {
        double likeness = outcome == SUPPORTS ? 0.95 : outcome == CONTRADICTS ? 0.2 : 0.7;
        return new Stability(8, List.of(likeness), 0.05, List.of(1.0), 0.3);
    }
}
