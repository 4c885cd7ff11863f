package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.Device;
import dev.regard.runtime.ExplainableModel;
import dev.regard.runtime.InputSize;
import dev.regard.runtime.Interrupt;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which sessions stay in memory. A session that is closed refuses to run. */
class SessionsTest {

    private final AnalyzedModel model =
            AnalyzedModel.of(Path.of("src/test/resources/goldens/linear_head/model.onnx"), new InputSize(32, 48));
    private final String layer = model.recommendedLayer().name();
    private final Sessions sessions = new Sessions(Device.named("cpu"));

    @AfterEach
    void close() {
        sessions.close();
    }

    @Test
    void theSameLayerOfTheSameModelSharesOneSession() {
        try (Sessions.Lease one = lease("a");
                Sessions.Lease other = lease("a");
                Sessions.Lease another = lease("b")) {
            assertThat(other.session()).isSameAs(one.session());
            assertThat(another.session()).isNotSameAs(one.session());
        }
    }

    @Test
    void aSessionStaysOpenAfterItsLease() {
        ExplainableModel session = use("a");
        assertThat(isOpen(session)).isTrue();
        assertThat(use("a")).isSameAs(session);
    }

    @Test
    void theOneNotUsedForLongestIsClosedWhenThereAreTooMany() {
        // Given
        ExplainableModel first = use("first");
        ExplainableModel second = use("second");
        for (int i = 3; i <= 8; i++) {
            use("model " + i);
        }
        use("first");
        // When
        use("model 9");
        // Then
        assertThat(isOpen(first)).isTrue();
        assertThat(isOpen(second)).isFalse();
    }

    @Test
    void aLeaseKeepsASessionOpenUntilItEnds() {
        // Given
        Sessions.Lease lease = lease("first");
        // When
        sessions.close();
        // Then
        assertThat(isOpen(lease.session())).isTrue();
        lease.close();
        assertThat(isOpen(lease.session())).isFalse();
    }

    @Test
    void aLayerThatCannotBeOpenedLeavesNothingBehind() {
        assertThatThrownBy(() -> sessions.lease("a", model, "nowhere", Pass.FORWARD, Progress.UNHEARD))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(isOpen(use("a"))).isTrue();
    }

    private Sessions.Lease lease(String name) {
        return sessions.lease(name, model, layer, Pass.FORWARD, Progress.UNHEARD);
    }

    private ExplainableModel use(String name) {
        try (Sessions.Lease lease = lease(name)) {
            return lease.session();
        }
    }

    private boolean isOpen(ExplainableModel session) {
        try (Interrupt interrupt = new Interrupt()) {
            session.run(Question.of(FloatTensor.zeros(model.inputShape()), 0), Set.of(), interrupt);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
