package dev.regard.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know about a model before asking it anything.
 *
 * @param name     its name in requests
 * @param about    one line from its card; null where the folder has none
 * @param problem  why it cannot be used; null where it can
 * @param guessed  in words, what was derived because the folder does not say it
 * @param labels   by class index; empty where broken
 * @param channels of the input picture
 * @param height   of the input picture, in pixels
 * @param width    of the input picture, in pixels
 * @param bytes    size of the model's file
 * @param output   which of its outputs are the class scores; null where broken
 * @param method   name of the one that somebody has chosen for it, taken where none is asked for; else null
 * @param layers   target layers, from input to output; empty where broken, and for a network without feature maps
 * @param methods  every method, working or not, for a network without layers; else empty
 * @param inner    further target layers, inside of blocks
 */
public record ModelDescription(
        String name,
        @Nullable String about,
        @Nullable String problem,
        List<String> guessed,
        List<String> labels,
        int channels,
        int height,
        int width,
        long bytes,
        @Nullable Output output,
        @Nullable String method,
        List<Layer> layers,
        List<MethodSupport> methods,
        List<InnerLayer> inner) {

    /** Of one that cannot be used. */
    static ModelDescription broken(String name, String problem) {
        return new ModelDescription(
                name, null, problem, List.of(), List.of(), 0, 0, 0, 0, null, null, List.of(), List.of(), List.of());
    }

    /**
     * The output that is taken for the class scores.
     *
     * @param name             of it in the file
     * @param reason           why it is taken: {@code only}, {@code stated}, {@code labels} or {@code likeliest}
     * @param isOfProbabilities true where no class scores were found in front of the probabilities, which are explained instead
     * @param possible         every output that could be
     */
    public record Output(String name, String reason, boolean isOfProbabilities, List<PossibleOutput> possible) {}

    /**
     * An output that could hold class scores.
     *
     * @param name    of it in the file
     * @param classes how many scores it holds
     */
    public record PossibleOutput(String name, int classes) {}

    /**
     * A possible target layer.
     *
     * @param name        of its value in the graph
     * @param title       what a person calls it, such as "block 3 of 4"
     * @param channels    feature maps
     * @param height      cells
     * @param width       cells
     * @param recommended true for the one that is taken when none is asked for
     * @param methods     every method, working here or not
     */
    public record Layer(
            String name,
            String title,
            int channels,
            int height,
            int width,
            boolean recommended,
            List<MethodSupport> methods) {}

    /**
     * A target layer inside of a block.
     *
     * @param name     of its value in the graph
     * @param channels feature maps
     * @param height   cells
     * @param width    cells
     */
    public record InnerLayer(String name, int channels, int height, int width) {}

    /**
     * Whether a method works at a layer.
     *
     * @param method name of the method
     * @param reason why it does not; null where it does
     */
    public record MethodSupport(String method, @Nullable String reason) {}
}
