package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.model.ModelCard;
import dev.regard.model.Readme;
import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.OutputChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Describes a model to clients. */
record DescribedModel(LoadedModel model, ModelCard card) {

    /** @param guessed sentences about what was guessed */
    ModelDescription describe(List<String> guessed) {
        AnalyzedModel graph = model.graph();
        List<ModelDescription.Layer> layers =
                graph.layers().stream().map(this::describe).toList();
        return new ModelDescription(
                model.name(),
                card.readme().flatMap(Readme::about).orElse(null),
                null,
                List.copyOf(guessed),
                model.labels(),
                graph.inputChannels(),
                graph.inputHeight(),
                graph.inputWidth(),
                card.bytes(),
                described(graph.output()),
                model.method().map(CamMethod::id).orElse(null),
                layers,
                layers.isEmpty() ? supports(null) : List.of(),
                graph.allLayers().stream()
                        .filter(layer -> graph.layers().stream()
                                .noneMatch(listed -> listed.name().equals(layer.name())))
                        .map(layer -> new ModelDescription.InnerLayer(
                                layer.name(), layer.channels(), layer.height(), layer.width()))
                        .toList());
    }

    private ModelDescription.Output described(OutputChoice output) {
        return new ModelDescription.Output(
                output.name(),
                output.reason().name().toLowerCase(Locale.ROOT),
                model.isOfProbabilities(),
                output.outputs().stream()
                        .map(each -> new ModelDescription.PossibleOutput(each.name(), each.classes()))
                        .toList());
    }

    private ModelDescription.Layer describe(LayerInfo layer) {
        return new ModelDescription.Layer(
                layer.name(),
                layer.title(),
                layer.channels(),
                layer.height(),
                layer.width(),
                layer.name().equals(model.graph().recommendedLayer().name()),
                supports(layer));
    }

    private List<ModelDescription.MethodSupport> supports(@Nullable LayerInfo layer) {
        return Arrays.stream(CamMethod.values())
                .map(method -> new ModelDescription.MethodSupport(
                        method.id(), model.obstacle(method, layer).orElse(null)))
                .toList();
    }
}
