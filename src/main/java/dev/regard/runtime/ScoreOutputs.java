package dev.regard.runtime;

import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A model with the outputs only that could hold class scores. Behind an output that decides something, such as the best
 * class, a map by name or quantized numbers, it has the scores that the decision is made of.
 *
 * @param model      without the nodes that only decide
 * @param candidates its outputs
 */
record ScoreOutputs(Model model, List<Candidate> candidates) {

    ScoreOutputs {
        candidates = List.copyOf(candidates);
    }

    /**
     * A value that could hold class scores.
     *
     * @param value      its name in the graph
     * @param names      of the outputs of the file that are made of it, itself first where it is one
     * @param classNames as the nodes behind it name the classes, in the order of the scores; empty where none does
     */
    record Candidate(String value, List<String> names, List<String> classNames) {

        Candidate {
            names = List.copyOf(names);
            classNames = List.copyOf(classNames);
        }

        /** Adds the names of another one that holds the same scores. */
        Candidate and(Candidate other) {
            return new Candidate(
                    value,
                    Stream.concat(names.stream(), other.names.stream()).toList(),
                    classNames.isEmpty() ? other.classNames : classNames);
        }

        /** The name that people know it by. */
        String name() {
            return names.getFirst();
        }
    }

    /**
     * Finds them in a model as its file has it.
     *
     * @throws InvalidModelException where no output is made of scores
     */
    static ScoreOutputs of(Model model) {
        List<Candidate> outputs = model.graph().outputs().stream()
                .map(output -> new Candidate(output.name(), List.of(output.name()), List.of()))
                .toList();
        return new ScoreOutputs(model, outputs).withoutDecisions();
    }

    /**
     * Finds them in a model that computes the same in other operators.
     *
     * @param rewritten its outputs stand in the same order
     * @throws InvalidModelException where no output is made of scores
     */
    ScoreOutputs in(Model rewritten) {
        List<Candidate> outputs = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Value output = rewritten.graph().outputs().get(outputs.size());
            outputs.add(new Candidate(output.name(), candidate.names, candidate.classNames));
        }
        return new ScoreOutputs(rewritten, outputs).withoutDecisions();
    }

    private ScoreOutputs withoutDecisions() {
        Map<Value, Merged> found = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            Value output = model.graph().value(candidate.value).orElseThrow();
            List<Postprocessing.Scores> behind = Postprocessing.behind(output);
            for (Postprocessing.Scores scores : behind) {
                List<String> names = behind.size() == 1
                        ? candidate.names
                        : List.of(scores.value().name());
                found.computeIfAbsent(scores.value(), value -> new Merged())
                        .add(new Candidate(candidate.value, names, candidate.classNames), scores);
            }
        }
        if (found.isEmpty()) {
            throw new InvalidModelException("none of its outputs is a list of class scores: it gives "
                    + model.graph().outputs().stream()
                            .map(output -> "'" + output + "'")
                            .toList());
        }
        boolean areOutputs = List.copyOf(found.keySet()).equals(model.graph().outputs());
        List<Candidate> merged = found.entrySet().stream()
                .map(entry -> entry.getValue().candidate(entry.getKey()))
                .toList();
        return new ScoreOutputs(
                areOutputs ? model : GraphCopy.of(model, found.keySet()).model(), merged);
    }

    /** Several outputs that are made of one value. */
    private static final class Merged {
        private final Set<String> own = new LinkedHashSet<>();
        private final Set<String> others = new LinkedHashSet<>();
        private final List<String> classNames = new ArrayList<>();

        void add(Candidate candidate, Postprocessing.Scores scores) {
            (scores.value().name().equals(candidate.value) ? own : others).addAll(candidate.names);
            List<String> names = scores.classNames().isEmpty() ? candidate.classNames : scores.classNames();
            if (classNames.isEmpty()) {
                classNames.addAll(names);
            }
        }

        Candidate candidate(Value value) {
            List<String> names =
                    Stream.concat(own.stream(), others.stream()).distinct().toList();
            return new Candidate(value.name(), names, classNames);
        }
    }
}
