package dev.regard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.explain.ExplainException;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.BrokenModel;
import dev.regard.explain.ExplainException.Cancelled;
import dev.regard.explain.ExplainException.UnsupportedMethod;
import dev.regard.explain.Progress;
import dev.regard.worker.Stages.Stage;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PartsTest {

    private final Stage stage = new Stages(1, Progress.UNHEARD).next(1, 1);
    private final Parts parts = new Parts();

    @Test
    void aPartThatCannotBeDoneSaysWhyAndLeavesTheOthers() {
        // When
        JsonObject failed = parts.find(stage, failing(new UnsupportedMethod("CAM needs a linear head.")));
        JsonObject found = parts.find(stage, () -> new JsonObject().put("groups", 2));
        // Then
        assertThat(failed).isEqualTo(new JsonObject().put("problem", "CAM needs a linear head."));
        assertThat(found.getInteger("groups")).isEqualTo(2);
        assertThatCode(parts::throwIfNothing).doesNotThrowAnyException();
    }

    @Test
    void whereNothingAtAllIsFoundTheFirstReasonIsSaid() {
        // Given
        parts.find(stage, failing(new BrokenModel("first")));
        parts.find(stage, failing(new BrokenModel("second")));
        // When, then
        assertThatThrownBy(parts::throwIfNothing)
                .isInstanceOf(BrokenModel.class)
                .hasMessage("first");
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeAnythingIsDoneAndIsAProblemLater() {
        // Given
        Supplier<JsonObject> work = failing(new BadSelection("no"));
        // When, then
        assertThatThrownBy(() -> parts.find(stage, work)).isInstanceOf(BadSelection.class);
        stage.report("Looking", 1, 2);
        assertThat(parts.find(stage, work).getString("problem")).isEqualTo("no");
    }

    @Test
    void whoHasGoneGetsNoReport() {
        assertThatThrownBy(() -> parts.find(stage, failing(new Cancelled("gone"))))
                .isInstanceOf(Cancelled.class);
    }

    private static Supplier<JsonObject> failing(ExplainException failure) {
        return () -> {
            throw failure;
        };
    }
}
