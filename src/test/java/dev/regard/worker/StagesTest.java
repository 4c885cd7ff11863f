package dev.regard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.worker.Stages.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {

    private final List<Double> fractions = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    private final Stages stages = new Stages(2, (text, done, total) -> {
        texts.add(text);
        fractions.add((double) done / total);
    });

    @Test
    void theFractionOfTheWholeOnlyGrowsThoughStagesBeginAnew() {
        // Given
        Stage first = stages.next(0.4, 2);
        Stage second = stages.next(0.6, 1);
        // When
        first.report("Looking", 0, 2);
        first.report("Looking", 1, 2);
        first.report("Trying", 0, 2);
        first.report("Trying", 2, 2);
        first.report("Once more than was said", 0, 2);
        second.report("Comparing", 1, 3);
        second.report("Comparing", 3, 3);
        // Then
        double[] expected = {0, 0.1, 0.2, 0.4, 0.4, 0.6, 1};
        assertThat(fractions).hasSize(expected.length);
        for (int at = 0; at < expected.length; at++) {
            assertThat(fractions.get(at)).isCloseTo(expected[at], within(0.002));
        }
    }

    @Test
    void wordsSayWhichPartItIs() {
        // Given
        Stage first = stages.next(0.5, 1);
        Stage second = stages.next(0.5, 1);
        // When
        second.report("Comparing", 1, 3);
        // Then
        assertThat(texts).containsExactly("Part 2 of 2: Comparing");
        assertThat(first.hasBegun()).isFalse();
        assertThat(second.hasBegun()).isTrue();
    }
}
