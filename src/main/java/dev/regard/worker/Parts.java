package dev.regard.worker;

import dev.regard.explain.ExplainException;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.Cancelled;
import dev.regard.worker.Stages.Stage;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parts of a report. One that cannot be done says why in its place, and the others stay. */
final class Parts {

    private boolean hasFound;
    private @Nullable ExplainException failure;

    /**
     * Does one. Whoever asked for what makes no sense, which comes out before anything is done, or has gone, gets no report.
     *
     * @param stage hears of it
     * @return what was found, or the {@code problem}
     */
    JsonObject find(Stage stage, Supplier<JsonObject> work) {
        try {
            JsonObject found = work.get();
            hasFound = true;
            return found;
        } catch (Cancelled e) {
            throw e;
        } catch (ExplainException e) {
            if (e instanceof BadSelection && !stage.hasBegun()) {
                throw e;
            }
            failure = Objects.requireNonNullElse(failure, e);
            return new JsonObject().put("problem", e.getMessage());
        }
    }

    /** Throws what went wrong first where nothing at all was found. */
    void throwIfNothing() {
        if (!hasFound && failure != null) {
            throw failure;
        }
    }
}
