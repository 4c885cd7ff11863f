package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.explain.ExplainException.BadSelection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassResolverTest {

    private final ClassResolver classes = new ClassResolver(List.of("Cat", "dog", "bird"));
    private final List<Prediction> predictions = List.of(
            new Prediction(2, "bird", 3, 0.7f), new Prediction(0, "Cat", 2, 0.2f), new Prediction(1, "dog", 1, 0.1f));

    @Test
    void allAreAllInTheOrderOfTheirIndices() {
        assertThat(classes.resolve(new ClassSelection.All(), predictions)).containsExactly(0, 1, 2);
    }

    @Test
    void theBestComeFromThePredictions() {
        assertThat(classes.resolve(new ClassSelection.Best(2), predictions)).containsExactly(2, 0);
    }

    @Test
    void listedOnesAreIndicesOrNamesAndEachCountsOnce() {
        ClassSelection listed = listed("DOG", 0, "1", " cat ");
        assertThat(classes.resolve(listed, List.of())).containsExactly(1, 0);
    }

    @Test
    void aTextIsANameFirstAndANumberAnIndex() {
        ClassResolver digits = new ClassResolver(List.of("7", "3", "1", "0"));
        assertThat(digits.resolve(listed("1", "7", 1, "2"), List.of())).containsExactly(2, 0, 1);
    }

    @ParameterizedTest
    @CsvSource({"'L\u00F6we', 'Lo\u0308we'", "'Lo\u0308we', 'l\u00F6we'"})
    void composedAndDecomposedFormAreOneName(String label, String asked) {
        ClassResolver names = new ClassResolver(List.of("cat", label));
        assertThat(names.resolve(listed(asked), List.of())).containsExactly(1);
    }

    @Test
    void namesThatLookToldApartAreStillDistinct() {
        assertThat(DistinctNames.of(List.of("crane #2", "crane", "crane")))
                .containsExactly("crane #2 #0", "crane #1", "crane #2");
    }

    @Test
    void classesOfOneNameAreToldApart() {
        // Given
        List<String> labels = DistinctNames.of(List.of("crane", "bird", "crane"));
        ClassResolver names = new ClassResolver(labels);
        // Then
        assertThat(labels).containsExactly("crane #0", "bird", "crane #2");
        assertThat(names.resolve(listed("Crane #2", "crane #0"), List.of())).containsExactly(2, 0);
        assertThatThrownBy(() -> names.fitted(listed("crane")))
                .isInstanceOf(BadSelection.class)
                .hasMessage(
                        "There are 2 classes called 'crane': 'crane #0' (0), 'crane #2' (2). Name one of them, or its index.");
    }

    @Test
    void capitalsTellNamesApartWhereNothingElseDoes() {
        ClassResolver names = new ClassResolver(List.of("Turkey", "turkey"));
        assertThat(names.resolve(listed("turkey"), List.of())).containsExactly(1);
        assertThatThrownBy(() -> names.fitted(listed("TURKEY")))
                .isInstanceOf(BadSelection.class)
                .hasMessageStartingWith("There are 2 classes called 'TURKEY'");
    }

    @Test
    void aNameWithCommasIsFoundWhereAFormHasTakenItApart() {
        ClassResolver names = new ClassResolver(List.of("tench, Tinca tinca", "dog", "cat"));
        assertThat(names.resolve(listed("cat", "tench", "Tinca tinca", "dog"), List.of()))
                .containsExactly(2, 0, 1);
        assertThat(names.resolve(listed("tench, Tinca tinca"), List.of())).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "3, There is no class 3; this model's class indices go from 0 to 2.",
        "-1, There is no class -1; this model's class indices go from 0 to 2.",
        "99999999999, There is no class '99999999999'.",
        "cta, There is no class 'cta'."
    })
    void whatDoesNotExistIsRefusedInWords(String given, String message) {
        assertThatThrownBy(() -> classes.fitted(listed("cat", given)))
                .isInstanceOf(BadSelection.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void ofMoreThanThereAreAllAreTaken() {
        assertThat(classes.fitted(new ClassSelection.Best(2))).isEqualTo(new ClassSelection.Best(2));
        assertThat(classes.fitted(new ClassSelection.Best(5))).isEqualTo(new ClassSelection.Best(3));
    }

    @Test
    void noneIsNoSelection() {
        assertThatThrownBy(() -> classes.fitted(new ClassSelection.Best(0)))
                .isInstanceOf(BadSelection.class)
                .hasMessageContaining("top is 0; this model takes 1 to 3");
        assertThatThrownBy(() -> classes.fitted(listed()))
                .isInstanceOf(BadSelection.class)
                .hasMessageContaining("classes is empty");
    }

    private static ClassSelection.Listed listed(Object... given) {
        return new ClassSelection.Listed(
                Stream.of(given).map(ClassSelection.Key::of).toList());
    }
}
