package dev.regard.runtime;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The output of a model that is taken for its class scores, and what there is besides.
 *
 * @param name       of the output that is taken
 * @param reason     why it is
 * @param outputs    every output that could be, in the order of the file
 * @param classNames as the graph itself names the classes, in the order of the scores; empty where it does not
 */
public record OutputChoice(String name, Reason reason, List<Output> outputs, List<String> classNames) {

    public OutputChoice {
        outputs = List.copyOf(outputs);
        classNames = List.copyOf(classNames);
    }

    /** All outputs with their numbers of scores, for a sentence. */
    public String list() {
        return list(outputs);
    }

    /** The outputs that are not taken, in the same way. */
    public String others() {
        return list(
                outputs.stream().filter(output -> !output.name().equals(name)).toList());
    }

    static String list(List<Output> outputs) {
        return outputs.stream()
                .map(output -> "'%s' (%,d)".formatted(output.name(), output.classes()))
                .collect(Collectors.joining(", "));
    }

    /** Reasons to take an output. */
    public enum Reason {
        /** There is no other. */
        ONLY,
        /** Somebody says so. */
        STATED,
        /** It has as many scores as there are names. */
        LABELS,
        /** The others look like embeddings, auxiliary heads or other by-products. */
        LIKELIEST
    }

    /**
     * An output that could hold class scores.
     *
     * @param name    of the output in the file
     * @param classes how many scores it holds
     */
    public record Output(String name, int classes) {}
}
