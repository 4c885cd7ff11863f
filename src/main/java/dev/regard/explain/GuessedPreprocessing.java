package dev.regard.explain;

import dev.regard.image.Preprocessing;
import dev.regard.image.Preset;
import dev.regard.model.TorchvisionPresets;
import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.InputArithmetic;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;

/**
 * How pictures are prepared for a model whose files do not say it: what the graph itself does to them, what the model is
 * called, and which program wrote the file.
 *
 * @param preprocessing the best guess
 * @param reason        why, as a sentence that ends a paragraph
 */
record GuessedPreprocessing(Preprocessing preprocessing, String reason) {

    /** The numbers that a network's first weights take lie within this. */
    private static final double WIDEST = 6;

    private static final int IMAGENET_CLASSES = 1000;

    static GuessedPreprocessing of(AnalyzedModel graph, String name) {
        return byType(graph)
                .or(() -> byName(graph, name))
                .or(() -> byGraph(graph))
                .orElseGet(() -> byProducer(graph));
    }

    /** Whole numbers are the samples of the picture; from -128 where they have a sign and 8 bits. */
    private static Optional<GuessedPreprocessing> byType(AnalyzedModel graph) {
        return switch (graph.inputNumbers()) {
            case FLOATS -> Optional.empty();
            case WHOLE -> Optional.of(of(graph, Preset.BYTES, "because its input takes whole numbers"));
            case SIGNED_BYTES ->
                Optional.of(new GuessedPreprocessing(
                        signed(PreprocessingTrials.of(Preset.BYTES, graph)),
                        "'%s' less 128, because its input takes whole numbers from -128 to 127"
                                .formatted(Preset.BYTES.title())));
        };
    }

    private static Preprocessing signed(Preprocessing bytes) {
        return new Preprocessing(
                bytes.target(),
                bytes.interpolation(),
                bytes.crop(),
                bytes.rescaleFactor(),
                Collections.nCopies(bytes.channels(), 128.0),
                Collections.nCopies(bytes.channels(), 1.0),
                bytes.channels(),
                bytes.channelOrder(),
                bytes.layout());
    }

    private static Optional<GuessedPreprocessing> byName(AnalyzedModel graph, String name) {
        return TorchvisionPresets.named(name)
                .filter(preset -> graph.classes() == IMAGENET_CLASSES && graph.inputChannels() == 3)
                .filter(preset -> preset.fits(graph.inputHeight(), graph.inputWidth()))
                .map(preset -> new GuessedPreprocessing(
                        preset.forInput(3, graph.isChannelsFirst()),
                        "%s, because the model is called so".formatted(preset.source())));
    }

    /** A graph that scales pictures itself takes them as they are, or from 0 to 1. */
    private static Optional<GuessedPreprocessing> byGraph(AnalyzedModel graph) {
        InputArithmetic arithmetic = graph.inputArithmetic();
        double largest = Math.abs(255 * arithmetic.factor() + arithmetic.offset());
        if (arithmetic.factor() == 1 && arithmetic.offset() == 0) {
            return Optional.empty();
        }
        boolean takesBytes = Math.max(largest, Math.abs(arithmetic.offset())) <= WIDEST || arithmetic.factor() == 1;
        Preset preset = takesBytes ? Preset.BYTES : Preset.UNIT;
        return Optional.of(of(graph, preset, "because the graph begins with arithmetic that does the rest"));
    }

    private static GuessedPreprocessing byProducer(AnalyzedModel graph) {
        String producer = graph.facts().producer().toLowerCase(Locale.ROOT);
        String because = "because the file was written by " + graph.facts().producer();
        if (producer.contains("cntk")) {
            return of(graph, Preset.BYTES, because);
        } else if (producer.contains("caffe")) {
            return of(graph, Preset.CAFFE_BGR, because);
        } else if (producer.contains("tf2onnx") || producer.contains("keras") || producer.contains("tensorflow")) {
            return of(graph, Preset.SIGNED, because);
        } else if (graph.inputChannels() != 3) {
            return of(graph, Preset.UNIT, "as most models without colours are");
        }
        return graph.classes() == IMAGENET_CLASSES
                ? of(graph, Preset.IMAGENET, "as most models with 1,000 classes are")
                : of(graph, Preset.IMAGENET_WHOLE, "as most models are");
    }

    private static GuessedPreprocessing of(AnalyzedModel graph, Preset preset, String because) {
        return new GuessedPreprocessing(
                PreprocessingTrials.of(preset, graph), "'%s', %s".formatted(preset.title(), because));
    }
}
