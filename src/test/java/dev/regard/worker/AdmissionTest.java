package dev.regard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AdmissionTest {

    @Test
    void refusesAtOnceWhenEveryPlaceIsTaken() {
        // Given
        Admission admission = new Admission(1, 2);
        admission.enter("somebody");
        admission.enter("somebody");
        admission.enter("somebody");

        // Then
        assertThat(admission.waiting()).isEqualTo(2);
        assertThatThrownBy(() -> admission.enter("somebody")).isInstanceOf(Overloaded.class);
    }

    @Test
    void aPlaceGivenBackIsFreeAgain() {
        // Given
        Admission admission = new Admission(1, 0);
        admission.enter("somebody");

        // When
        admission.leave("somebody");

        // Then
        admission.enter("somebody");
        assertThat(admission.admitted()).isEqualTo(1);
    }

    @Test
    void nobodyTakesMoreThanHisShare() {
        // Given
        Admission admission = new Admission(1, 9, 2);
        admission.enter("one");
        admission.enter("one");

        // Then
        assertThatThrownBy(() -> admission.enter("one")).hasMessageContaining("2 long explanations under way");
        admission.enter("other");
        admission.leave("one");
        admission.enter("one");
    }
}
