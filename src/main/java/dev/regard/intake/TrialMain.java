package dev.regard.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainException;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.MethodOptions;
import dev.regard.explain.ModelDescription;
import dev.regard.image.Pixels;
import dev.regard.image.PngEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries one model: reads it, runs it and explains a picture of noise. A program of its own, so that nothing a model does
 * can harm the server. Arguments: the folder that holds the model's folder, and a file for the outcome, which is an object
 * with {@code problem}, null where there is none.
 */
public final class TrialMain {

    private static final Logger LOG = LoggerFactory.getLogger(TrialMain.class);
    private static final int SIDE = 64;

    /** What to answer where the program itself fails, which is no matter of the model. */
    private static final int FAILED = 3;

    private TrialMain() {}

    public static void main(String[] arguments) throws IOException {
        endWithTheServer();
        @Nullable String problem;
        try {
            problem = problemOf(Path.of(arguments[0]));
        } catch (OutOfMemoryError e) {
            problem = "it takes more memory than a trial may";
        } catch (StackOverflowError e) {
            problem = "its graph is nested too deeply";
        } catch (RuntimeException e) {
            LOG.error("The trial failed", e);
            problem = "there is something in it that Regard does not understand";
        }
        Map<String, String> outcome = problem == null ? Map.of() : Map.of("problem", problem);
        new ObjectMapper().writeValue(Path.of(arguments[1]).toFile(), outcome);
        // Not System.exit: threads of a broken session may never end.
        Runtime.getRuntime().halt(0);
    }

    private static @Nullable String problemOf(Path folder) {
        try (Explainer explainer = Explainer.open(List.of(folder), "cpu")) {
            List<ModelDescription> models = explainer.models();
            if (models.size() != 1) {
                return "there is no model in it";
            }
            ModelDescription model = models.getFirst();
            if (model.problem() != null) {
                return model.problem();
            }
            explainer.explain(request(model.name()), new Cancellation());
            return null;
        } catch (ExplainException e) {
            return e.getMessage();
        }
    }

    private static ExplainRequest request(String model) {
        byte[] noise = new byte[3 * SIDE * SIDE];
        new Random(1).nextBytes(noise);
        return new ExplainRequest(
                PngEncoder.encode(new Pixels(SIDE, SIDE, noise)),
                model,
                null,
                List.of(),
                new ClassSelection.Best(1),
                MethodOptions.of(Map.of()),
                "trial");
    }

    /** The server holds the other end of the standard input: when it closes, however it came to that, nobody waits any more. */
    private static void endWithTheServer() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            } catch (IOException closed) {
                // It has ended.
            }
            Runtime.getRuntime().halt(FAILED);
        });
    }
}
