package dev.regard.explain;

import java.nio.file.Path;
import java.util.List;

/** The explainer alone, picture by picture, as a program that embeds it would call it. */
public final class BareEngine implements AutoCloseable {

    private final Explainer explainer;

    private BareEngine(Explainer explainer) {
        this.explainer = explainer;
    }

    public static BareEngine open(Path model) {
        return new BareEngine(Explainer.open(List.of(model), "cpu"));
    }

    /** Explains pictures by Grad-CAM; answers what it took, in milliseconds. */
    public double explain(List<byte[]> pictures) {
        long start = System.nanoTime();
        for (byte[] picture : pictures) {
            explainer.explain(
                    new ExplainRequest(
                            picture,
                            null,
                            "grad-cam",
                            List.of(),
                            new ClassSelection.Best(1),
                            MethodOptions.DEFAULT,
                            "bench"),
                    new Cancellation());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() {
        explainer.close();
    }
}
