package dev.regard.explain;

import dev.regard.model.ModelCard;
import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.InvalidModelException;
import dev.regard.runtime.OutputChoice;
import dev.regard.runtime.OutputChoice.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of a model's classes: as its files give them, else as its graph does, else guessed. */
final class ClassNames {

    private final AnalyzedModel graph;
    private final boolean areGuessed;
    private final List<String> notes = new ArrayList<>();
    private final List<String> labels;

    private ClassNames(ModelCard card, AnalyzedModel graph) {
        this.graph = graph;
        this.areGuessed = card.labels().isEmpty() && ofGraph().isEmpty();
        this.labels = DistinctNames.of(
                card.labels().filter(this::areOfOutput).or(this::ofGraph).orElseGet(this::guessed));
    }

    /**
     * Finds the names.
     *
     * @throws InvalidModelException where the files name another number of classes than the graph has scores
     */
    static ClassNames of(ModelCard card, AnalyzedModel graph) {
        return new ClassNames(card, graph);
    }

    /** By class index, each different. */
    List<String> labels() {
        return labels;
    }

    /** True where neither files nor graph name any class. */
    boolean areGuessed() {
        return areGuessed;
    }

    /** Sentences about names that were guessed, or left out. */
    List<String> notes() {
        return notes;
    }

    /** False for names of another output than the one that somebody has chosen since. */
    private boolean areOfOutput(List<String> named) {
        if (named.size() == graph.classes()) {
            return true;
        }
        OutputChoice output = graph.output();
        if (output.reason() == Reason.STATED) {
            notes.add(
                    "The files name %,d classes, but the output '%s' that was chosen has %,d: their names are not used."
                            .formatted(named.size(), output.name(), graph.classes()));
            return false;
        }
        throw new InvalidModelException(
                output.outputs().size() == 1
                        ? "its files name %d classes, but the graph has %d class scores"
                                .formatted(named.size(), graph.classes())
                        : "its files name %d classes, but none of its outputs has as many scores: %s"
                                .formatted(named.size(), output.list()));
    }

    private Optional<List<String>> ofGraph() {
        List<String> named = graph.output().classNames();
        return Optional.of(named).filter(names -> names.size() == graph.classes());
    }

    /** A list that everybody uses is known by its length; others have too many lengths in common. */
    private List<String> guessed() {
        List<String> imagenet = ModelCard.imagenetLabels();
        int more = graph.classes() - imagenet.size();
        if (more == 0) {
            notes.add(
                    "No file names the classes: as there are 1,000, they are taken for those of ImageNet in the usual order.");
            return imagenet;
        } else if (more == 1) {
            notes.add(
                    "No file names the classes: as there are 1,001, they are taken for those of ImageNet behind one for the background.");
            return Stream.concat(Stream.of("background"), imagenet.stream()).toList();
        }
        notes.add("No file names the %,d classes: they are numbered. Write their names, one a line, into labels.txt."
                .formatted(graph.classes()));
        return ModelCard.numberedLabels(graph.classes());
    }
}
