package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.BrokenModel;
import dev.regard.explain.ExplainException.UnsupportedMethod;
import dev.regard.image.Preprocessing;
import dev.regard.image.Preset;
import dev.regard.model.ModelFiles;
import dev.regard.model.ModelFolder;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.OutputChoice;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Corrects what a model's folder says, and has the model read anew. All methods throw {@link ExplainException}. */
public final class Amendments {

    private final Models models;
    private final Consumer<String> reread;

    /** @param reread looks into the folder of a model again */
    Amendments(Models models, Consumer<String> reread) {
        this.models = models;
        this.reread = reread;
    }

    /**
     * Writes into a model's folder how pictures are prepared for it.
     *
     * @param wanted id of a {@link Preset}, or the text of a {@code preprocessor_config.json}
     */
    public ModelDescription prepare(String name, String wanted) {
        LoadedModel model = models.find(name);
        Preprocessing preprocessing = Preset.ofId(wanted)
                .map(preset -> PreprocessingTrials.of(preset, model.graph()))
                .orElseGet(() -> model.stated(wanted));
        return amend(name, folder -> ModelFiles.write(folder, preprocessing));
    }

    /** Writes the names of a model's classes into its folder. */
    public ModelDescription label(String name, List<String> labels) {
        int classes = models.find(name).graph().classes();
        if (labels.size() != classes) {
            throw new BadSelection(
                    "The model '%s' has %,d classes, given %,d names. Send one a line, in the order of the scores."
                            .formatted(name, classes, labels.size()));
        }
        return amend(name, folder -> ModelFiles.write(folder, labels));
    }

    /**
     * Writes into a model's folder which method explains it where none is asked for.
     */
    public ModelDescription chooseMethod(String name, String method) {
        LoadedModel model = models.find(name);
        CamMethod chosen = CamMethod.named(method)
                .orElseThrow(() -> new BadSelection("There is no method '%s'.".formatted(method)));
        LayerInfo layer = model.recommendedLayers().stream().findFirst().orElse(null);
        model.obstacle(chosen, layer).ifPresent(reason -> {
            throw new UnsupportedMethod("%s cannot be the method of the model '%s': at its recommended layer %s."
                    .formatted(chosen.title(), name, reason));
        });
        return amend(name, folder -> ModelFiles.writeMethod(folder, chosen.id()));
    }

    /**
     * Writes into a model's folder which of its outputs holds the class scores.
     *
     * @param output its name; null for the one that is found without being told
     */
    public ModelDescription chooseOutput(String name, @Nullable String output) {
        OutputChoice now = models.find(name).graph().output();
        if (output != null
                && now.outputs().stream().noneMatch(each -> each.name().equals(output))) {
            throw new BadSelection("The model '%s' has no output '%s' that could be class scores. There are %s."
                    .formatted(name, output, now.list()));
        }
        return amend(name, folder -> ModelFiles.writeOutput(folder, output));
    }

    private interface Amendment {
        void write(ModelFolder folder) throws IOException;
    }

    private ModelDescription amend(String name, Amendment amendment) {
        try {
            amendment.write(models.folder(name));
        } catch (IOException e) {
            throw new BrokenModel("The folder of the model '%s' cannot be written.".formatted(name));
        }
        reread.accept(name);
        return models.describe(name);
    }
}
