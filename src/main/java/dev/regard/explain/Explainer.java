package dev.regard.explain;

import java.nio.file.Path;
import java.util.List;

/** Turns pictures into explanations. Blocking; one explainer serves many threads. */
public final class Explainer implements AutoCloseable {

    private Explainer() {}

    /**
     * Opens the models in these folders.
     *
     * @param modelRoots folders that hold one folder per model
     * @param device     {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:n}
     * @throws IllegalArgumentException where the device is none of these or cannot be had
     */
    public static Explainer open(List<Path> modelRoots, String device) {
        throw new UnsupportedOperationException(modelRoots + device);
    }

    /** The device in use: {@code cpu} or {@code cuda:n}. */
    public String device() {
        return "cpu";
    }

    /** Every model found, broken ones too, the default first. Reads models not yet read: may take seconds. */
    public List<ModelDescription> models() {
        return List.of();
    }

    /** One model. */
    public ModelDescription model(String name) {
        throw new ExplainException.UnknownModel(name);
    }

    /** Every method. */
    public List<MethodDescription> methods() {
        return List.of();
    }

    /** Explains a picture. Throws {@link ExplainException}. */
    public Explanation explain(ExplainRequest request, Cancellation cancellation) {
        throw new ExplainException.UnknownModel(String.valueOf(request.model()));
    }

    @Override
    public void close() {}
}
