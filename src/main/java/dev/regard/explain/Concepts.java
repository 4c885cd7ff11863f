package dev.regard.explain;

import dev.regard.cam.FeatureFactorization;
import dev.regard.cam.FeatureFactorization.Concept;
import dev.regard.explain.MethodRun.Found;
import dev.regard.runtime.AlteredActivations;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Deep feature factorization: which parts a layer tells apart in the picture, each with the classes that the model would see
 * if every cell of the layer showed this part and nothing else.
 */
final class Concepts {

    private static final int PREDICTIONS = 3;

    private final MethodRun run;
    private final LayerInfo layer;

    Concepts(MethodRun run, LayerInfo layer) {
        this.run = run;
        this.layer = layer;
    }

    Found make() {
        ForwardBackward first = run.runner()
                .run(
                        Pass.ACTIVATIONS,
                        layer.name(),
                        Question.of(run.input().tensor(), 0),
                        EnumSet.of(Wanted.ACTIVATIONS));
        FloatTensor values = first.get(Wanted.ACTIVATIONS);
        MethodOptions options = run.choice().options();
        List<Concept> concepts = FeatureFactorization.of(
                layer.layout().maps(values.slice(0)),
                options.whole(MethodOption.CONCEPTS),
                options.whole(MethodOption.SEED));
        FloatTensor scores = scores(concepts, values);
        List<ConceptMap> maps = new ArrayList<>();
        for (int number = 0; number < concepts.size(); number++) {
            maps.add(map(number, concepts.get(number), scores.slice(number).values()));
        }
        return new Found(first.scores().slice(0).values(), List.of(), maps, null);
    }

    private FloatTensor scores(List<Concept> concepts, FloatTensor values) {
        AlteredActivations altered = new AlteredActivations(layer.layout(), values.slice(0));
        Sampler sampler = new Sampler(
                Pass.TAIL,
                layer.name(),
                values.shape(),
                run.input().tensor(),
                (number, into, offset) -> altered.uniform(concepts.get(number).channels(), into, offset));
        return run.runner()
                .run(Pass.TAIL, layer.name(), () -> sampler.question(0, concepts.size()), Set.of())
                .scores();
    }

    private ConceptMap map(int number, Concept concept, float[] scores) {
        List<Prediction> predictions =
                Predictions.of(scores, run.model().labels(), run.model().activation());
        return new ConceptMap(
                number + 1,
                concept.share(),
                predictions.subList(0, Math.min(PREDICTIONS, predictions.size())),
                concept.map(),
                run.inPicture(run.model().graph().placement(layer.name())));
    }
}
