package dev.regard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AdmissionTest {

    @Test
    void refusesAtOnceWhenEveryPlaceIsTaken() {
        // Given
        Admission admission = new Admission(1, 2);
        admission.enter();
        admission.enter();
        admission.enter();

        // Then
        assertThat(admission.waiting()).isEqualTo(2);
        assertThatThrownBy(admission::enter).isInstanceOf(Overloaded.class);
    }

    @Test
    void aPlaceGivenBackIsFreeAgain() {
        // Given
        Admission admission = new Admission(1, 0);
        admission.enter();

        // When
        admission.leave();

        // Then
        admission.enter();
        assertThat(admission.admitted()).isEqualTo(1);
    }
}
