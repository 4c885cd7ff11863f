package dev.regard.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

    @ParameterizedTest
    @CsvSource({
        "1, true, 3, 5, 4",
        "18, true, 3, 5, 4",
        "40, true, 3, 5, 1",
        "80, true, 3, 1, 1",
        "80, false, 1, 2, 0",
        "201, true, 3, 1, 0",
        "4000, true, 3, 0, 0",
        "4000, false, 0, 0, 0",
    })
    void theLongerAMapTakesTheFewerAreMade(double forwards, boolean shares, int others, int depths, int pairs) {
        assertThat(Plan.of(forwards, shares, true)).isEqualTo(new Plan(others, depths, pairs));
    }

    @Test
    void aMapOfEveryClassIsComparedWithNone() {
        assertThat(Plan.of(1, true, false)).isEqualTo(new Plan(0, 5, 4));
    }

    @Test
    void theCascadeBeginsWithOneLayerAndEndsWithAll() {
        assertThat(new Plan(3, 5, 4).layers(53)).containsExactly(1, 3, 7, 20, 53);
        assertThat(new Plan(3, 5, 4).layers(2)).containsExactly(1, 2);
        assertThat(new Plan(3, 5, 4).layers(0)).isEmpty();
        assertThat(new Plan(3, 1, 0).layers(53)).containsExactly(27);
        assertThat(new Plan(3, 2, 0).layers(53)).containsExactly(1, 27);
    }
}
