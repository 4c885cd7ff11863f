package dev.regard.explain;

import dev.regard.explain.ExplainException.BrokenModel;
import dev.regard.image.ModelInput;
import dev.regard.image.Pixels;
import dev.regard.image.PngEncoder;
import dev.regard.image.Preprocessing;
import dev.regard.image.Preprocessing.Layout;
import dev.regard.image.Preprocessor;
import dev.regard.image.Preset;
import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows a picture to a model as each preset prepares it: the right one is told by eye. */
final class PreprocessingTrials {

    private static final String OWN = "current";
    private static final int BEST = 5;

    private final LoadedModel model;
    private final PassRunner runner;
    private final Pixels picture;

    PreprocessingTrials(LoadedModel model, PassRunner runner, Pixels picture) {
        this.model = model;
        this.runner = runner;
        this.picture = picture;
    }

    /** The model's own preprocessing first, then the presets that differ from it. */
    List<PreprocessingTrial> all() {
        List<PreprocessingTrial> trials = new ArrayList<>();
        Optional<Preset> named = Arrays.stream(Preset.values())
                .filter(preset -> of(preset, model.graph()).equals(model.preprocessing()))
                .findFirst();
        trials.add(trial(
                named.map(Preset::id).orElse(OWN),
                named.map(Preset::title).orElse("As it is now"),
                named.map(Preset::sentence).orElse("What the model's own files say."),
                true,
                model.preprocessing()));
        Arrays.stream(Preset.values())
                .filter(preset -> named.filter(preset::equals).isEmpty())
                .flatMap(preset -> trial(preset).stream())
                .forEach(trials::add);
        return trials;
    }

    /** Empty where a model gives no numbers for pictures that are prepared in this way: it is not the right one. */
    private Optional<PreprocessingTrial> trial(Preset preset) {
        try {
            return Optional.of(trial(preset.id(), preset.title(), preset.sentence(), false, of(preset, model.graph())));
        } catch (BrokenModel noNumbers) {
            return Optional.empty();
        }
    }

    /** A preset for the input of a model. */
    static Preprocessing of(Preset preset, AnalyzedModel graph) {
        return preset.of(
                graph.inputHeight(),
                graph.inputWidth(),
                graph.inputChannels(),
                graph.isChannelsFirst() ? Layout.NCHW : Layout.NHWC);
    }

    private PreprocessingTrial trial(
            String id, String title, String about, boolean isCurrent, Preprocessing preprocessing) {
        ModelInput input = Preprocessor.preprocess(picture, preprocessing);
        float[] scores = runner.run(Pass.SCORES, null, Question.of(input.tensor(), 0), Set.of())
                .scores()
                .slice(0)
                .values();
        return new PreprocessingTrial(
                id,
                title,
                about,
                isCurrent,
                Predictions.of(scores, model.labels(), model.activation()).stream()
                        .limit(BEST)
                        .toList(),
                PngEncoder.encode(Preprocessor.picture(input.tensor(), preprocessing)));
    }
}
