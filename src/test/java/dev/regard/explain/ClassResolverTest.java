package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.explain.ExplainException.BadSelection;
import java.util.List;
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
    void listedOnesAreIndicesOrLabelsAndEachCountsOnce() {
        ClassSelection listed = new ClassSelection.Listed(List.of("DOG", "0", "1", "cat"));
        assertThat(classes.resolve(listed, List.of())).containsExactly(1, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "3, There is no class 3; this model's class indices go from 0 to 2.",
        "-1, There is no class -1; this model's class indices go from 0 to 2.",
        "99999999999, There is no class '99999999999'.",
        "cta, There is no class 'cta'."
    })
    void whatDoesNotExistIsRefusedInWords(String given, String message) {
        assertThatThrownBy(() -> classes.check(new ClassSelection.Listed(List.of("cat", given))))
                .isInstanceOf(BadSelection.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void howManyIsFromOneToAll() {
        assertThatCode(() -> classes.check(new ClassSelection.Best(3))).doesNotThrowAnyException();
        assertThatThrownBy(() -> classes.check(new ClassSelection.Best(4)))
                .isInstanceOf(BadSelection.class)
                .hasMessageContaining("top is 4; this model takes 1 to 3");
        assertThatThrownBy(() -> classes.check(new ClassSelection.Listed(List.of())))
                .isInstanceOf(BadSelection.class)
                .hasMessageContaining("classes is empty");
    }
}
