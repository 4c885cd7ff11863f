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
    void theOneNotUsedForLongestIsClosedWhenAllTakeTooMuch() {
        try (Sessions three = new Sessions(Device.named("cpu"), Long.MAX_VALUE, 3 * model.weightBytes())) {
            // Given
            ExplainableModel first = use(three, "first", layer);
            ExplainableModel second = use(three, "second", layer);
            use(three, "third", layer);
            use(three, "first", layer);
            // When
            use(three, "fourth", layer);
            // Then
            assertThat(isOpen(first)).isTrue();
            assertThat(isOpen(second)).isFalse();
        }
    }

    @Test
    void aModelThatTakesTooMuchClosesItsOwn() {
        try (Sessions one = new Sessions(Device.named("cpu"), model.weightBytes(), Long.MAX_VALUE)) {
            // Given
            ExplainableModel other = use(one, "other", layer);
            ExplainableModel last = use(one, "this", layer);
            // When
            ExplainableModel before = use(one, "this", model.layers().getFirst().name());
            // Then
            assertThat(isOpen(before)).isTrue();
            assertThat(isOpen(last)).isFalse();
            assertThat(isOpen(other)).isTrue();
        }
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
        assertThatThrownBy(
                        () -> sessions.lease("a", model, "nowhere", Pass.FORWARD, new Cancellation(), Progress.UNHEARD))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(isOpen(use("a"))).isTrue();
    }

    @Test
    void whoIsCancelledDoesNotWaitForASessionToOpen() {
        // Given
        Cancellation cancellation = new Cancellation();
        Progress cancels = (text, done, total) -> cancellation.cancel();
        // When, Then
        assertThatThrownBy(() -> sessions.lease("a", model, layer, Pass.FORWARD, cancellation, cancels))
                .isInstanceOf(ExplainException.Cancelled.class);
        assertThat(isOpen(use("a"))).isTrue();
    }

    private Sessions.Lease lease(String name) {
        return sessions.lease(name, model, layer, Pass.FORWARD, new Cancellation(), Progress.UNHEARD);
    }

    private ExplainableModel use(String name) {
        return use(sessions, name, layer);
    }

    private ExplainableModel use(Sessions used, String name, String atLayer) {
        try (Sessions.Lease lease =
                used.lease(name, model, atLayer, Pass.FORWARD, new Cancellation(), Progress.UNHEARD)) {
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
