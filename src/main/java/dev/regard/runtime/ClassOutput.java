package dev.regard.runtime;

import dev.regard.autodiff.ClassScore;
import dev.regard.onnx.Graph;
import dev.regard.onnx.Value;
import dev.regard.runtime.OutputChoice.Reason;
import dev.regard.runtime.ScoreOutputs.Candidate;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The output that holds the class scores among several, such as embeddings, hidden states and auxiliary heads.
 *
 * @param value  in a graph that was measured
 * @param choice why it is taken, and what there is besides
 */
record ClassOutput(Value value, OutputChoice choice) {

    /** An output, and what speaks for it. */
    private record Ranked(Candidate candidate, Value value, OutputTraits traits) {

        static Ranked of(Candidate candidate, Value value) {
            return new Ranked(candidate, value, OutputTraits.of(value, candidate.name()));
        }

        int classes() {
            return value.shape().size();
        }

        /** True for class scores that another output makes probabilities of. */
        boolean isRepeatedBy(Ranked other) {
            Value own = ClassScore.withoutReshaping(value);
            return ClassScore.withoutReshaping(ClassScore.behind(other.value).value()) == own
                    && ClassScore.withoutReshaping(other.value) != own;
        }

        Ranked named(Candidate names) {
            return new Ranked(names, value, traits);
        }

        OutputChoice.Output described() {
            return new OutputChoice.Output(candidate.name(), classes());
        }

        /** 2 for as many scores as names, 1 for one score where both answers are named. */
        int fit(int named) {
            if (named == 0) {
                return candidate.classNames().isEmpty() ? 0 : 1;
            }
            return classes() == named ? 2 : named == 2 && classes() == 1 ? 1 : 0;
        }
    }

    /**
     * Chooses among the outputs that are lists of numbers: the one that is stated; else one with as many scores as there are
     * names; else classes before embeddings, main before auxiliary heads, and the one that the most layers lead to.
     *
     * @param candidates what the outputs of the measured model are, in the same order
     * @throws InvalidModelException where no output is a list of class scores, or none has the stated name
     */
    static ClassOutput find(MeasuredModel measured, List<Candidate> candidates, Expectation expected) {
        Graph graph = measured.model().graph();
        List<Ranked> lists = withoutRepetitions(IntStream.range(0, candidates.size())
                .mapToObj(index ->
                        Ranked.of(candidates.get(index), graph.outputs().get(index)))
                .filter(list -> measured.numbers().containsKey(list.value) && isList(list.value))
                .filter(list -> list.traits.isMadeOf(measured.input()))
                .toList());
        if (lists.isEmpty()) {
            throw new InvalidModelException("none of its outputs is a list of class scores: it gives "
                    + graph.outputs().stream()
                            .map(output ->
                                    "'%s' of shape %s".formatted(output, output.hasShape() ? output.shape() : "?"))
                            .toList());
        }
        String stated = expected.output();
        int named = expected.named();
        Ranked best = stated == null ? best(lists, named) : stated(lists, stated);
        return new ClassOutput(
                best.value,
                new OutputChoice(
                        best.candidate.name(),
                        stated == null ? reason(lists, best, named) : Reason.STATED,
                        lists.stream().map(Ranked::described).toList(),
                        best.candidate.classNames()));
    }

    /** Class scores that are given beside their probabilities are these, and no output of their own. */
    private static List<Ranked> withoutRepetitions(List<Ranked> lists) {
        List<Ranked> own = new ArrayList<>();
        for (Ranked list : lists) {
            if (lists.stream().noneMatch(other -> other != list && list.isRepeatedBy(other))) {
                own.add(lists.stream()
                        .filter(other -> other != list && other.isRepeatedBy(list))
                        .reduce(
                                list,
                                (one, other) -> one.named(one.candidate.and(other.candidate)),
                                (one, other) -> one));
            }
        }
        return own;
    }

    private static Ranked stated(List<Ranked> lists, String name) {
        Optional<Ranked> found = lists.stream()
                .filter(list -> list.candidate.names().contains(name))
                .findFirst();
        return found.orElseThrow(() ->
                new InvalidModelException("regard.json takes the output '%s' for the class scores, but the graph has %s"
                        .formatted(
                                name,
                                OutputChoice.list(
                                        lists.stream().map(Ranked::described).toList()))));
    }

    private static Ranked best(List<Ranked> lists, int named) {
        boolean areLists = lists.stream().anyMatch(list -> list.classes() > 1);
        Comparator<Ranked> order = Comparator.<Ranked>comparingInt(list -> list.fit(named))
                .thenComparing(list -> list.classes() > 1 || !areLists)
                .thenComparing(list -> !list.traits.isAuxiliary())
                .thenComparing(list -> !isEmbedding(list, lists))
                .thenComparingInt(list -> list.traits.layers())
                .thenComparing(list -> lists.stream()
                        .noneMatch(other ->
                                other != list && other.traits.isMadeOf(ClassScore.withoutReshaping(list.value))))
                .thenComparing(list -> list.traits.isCalledScores());
        // Of equal ones the first in the file.
        return lists.stream()
                .reduce((one, other) -> order.compare(other, one) > 0 ? other : one)
                .orElseThrow();
    }

    /** True for an output that looks like features, where another one does not. */
    private static boolean isEmbedding(Ranked list, List<Ranked> lists) {
        return list.traits.isEmbedding()
                || (OutputTraits.isFeatureSize(list.classes())
                        && lists.stream()
                                .anyMatch(
                                        other -> other.classes() > 1 && !OutputTraits.isFeatureSize(other.classes())));
    }

    private static Reason reason(List<Ranked> lists, Ranked best, int named) {
        if (lists.size() == 1) {
            return Reason.ONLY;
        }
        long fitting = lists.stream()
                .filter(list -> list.fit(named) == best.fit(named))
                .count();
        return named > 0 && best.fit(named) > 0 && fitting == 1 ? Reason.LABELS : Reason.LIKELIEST;
    }

    /** True for [1, classes], also with further axes of extent 1. */
    private static boolean isList(Value output) {
        if (!output.hasShape() || output.shape().rank() < 2 || output.shape().dimension(0) != 1) {
            return false;
        }
        Shape shape = output.shape();
        return shape.size() > 0
                && IntStream.range(1, shape.rank())
                                .filter(axis -> shape.dimension(axis) > 1)
                                .count()
                        <= 1;
    }
}
