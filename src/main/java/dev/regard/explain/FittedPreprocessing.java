package dev.regard.explain;

import dev.regard.image.Preprocessing;
import dev.regard.model.ModelCard;
import dev.regard.model.StatedPreprocessing;
import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.InputNumbers;
import dev.regard.runtime.InvalidModelException;
import java.util.List;
import java.util.Optional;

/**
 * The preprocessing of a model that fits the input of its graph: as its files state it, else guessed.
 *
 * @param preprocessing that is used
 * @param note          sentence about what was guessed; empty where nothing was
 */
record FittedPreprocessing(Preprocessing preprocessing, Optional<String> note) {

    /** Scaled and normalized samples lie within a few units of 0: rounded to whole numbers, little is left of them. */
    private static final double MAX_SCALED_RANGE = 16;

    /**
     * Finds it.
     *
     * @throws InvalidModelException where what the files state does not fit
     */
    static FittedPreprocessing of(ModelCard card, AnalyzedModel graph) {
        return card.preprocessing().isEmpty()
                ? guessed(card, graph)
                : inWholeNumbers(stated(card.preprocessing(), graph), graph);
    }

    /**
     * The first stated preprocessing that fits the input of a graph.
     *
     * @throws InvalidModelException where none does
     */
    static Preprocessing stated(List<StatedPreprocessing> stated, AnalyzedModel graph) {
        StatedPreprocessing fitting = stated.stream()
                .filter(each -> each.fits(graph.inputHeight(), graph.inputWidth()))
                .findFirst()
                .orElseThrow(() -> misfit(stated.getFirst(), graph));
        return fitting.forInput(graph.inputChannels(), graph.isChannelsFirst());
    }

    /** Files are written for the network: where the graph takes whole numbers, it scales them itself. */
    private static FittedPreprocessing inWholeNumbers(Preprocessing stated, AnalyzedModel graph) {
        if (graph.inputNumbers() == InputNumbers.FLOATS || stated.range() > MAX_SCALED_RANGE) {
            return new FittedPreprocessing(stated, Optional.empty());
        }
        String note =
                "Its files scale pictures to small numbers, but the graph takes whole numbers: samples go in as they are, 0 to 255.";
        return new FittedPreprocessing(stated.withSamplesAsTheyAre(), Optional.of(note));
    }

    private static InvalidModelException misfit(StatedPreprocessing stated, AnalyzedModel graph) {
        return new InvalidModelException("%s makes pictures of %d x %d pixels, the graph takes %d x %d"
                .formatted(
                        stated.source(),
                        stated.width().orElse(graph.inputWidth()),
                        stated.height().orElse(graph.inputHeight()),
                        graph.inputWidth(),
                        graph.inputHeight()));
    }

    private static FittedPreprocessing guessed(ModelCard card, AnalyzedModel graph) {
        GuessedPreprocessing guess = GuessedPreprocessing.of(graph, card.name());
        String note = "No file says how pictures are prepared. The guess is %s.".formatted(guess.reason());
        return new FittedPreprocessing(guess.preprocessing(), Optional.of(note));
    }
}
