package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShuffledWeightsTest {

    private final AnalyzedModel model = AnalyzedModel.of(Path.of("models/toybox/model.onnx"), new InputSize(224, 224));
    private final FloatTensor picture = picture();

    @Test
    void theHeadAloneChangesScoresAndNothingBeforeIt() {
        // When
        AnalyzedModel headless = model.shuffled(1, 7);
        // Then
        assertThat(activations(headless)).isEqualTo(activations(model));
        assertThat(scores(headless)).isNotEqualTo(scores(model));
    }

    @Test
    void allLayersChangeActivationsToo() {
        // When
        AnalyzedModel naive = model.shuffled(model.weightLayers(), 7);
        // Then
        assertThat(model.weightLayers()).isGreaterThan(10);
        assertThat(activations(naive)).isNotEqualTo(activations(model));
    }

    @Test
    void theSameSeedGivesTheSameModelAndAnotherOneAnother() {
        assertThat(scores(model.shuffled(2, 7))).isEqualTo(scores(model.shuffled(2, 7)));
        assertThat(scores(model.shuffled(2, 7))).isNotEqualTo(scores(model.shuffled(2, 8)));
    }

    @Test
    void noLayersAreTheModelItself() {
        assertThat(scores(model.shuffled(0, 7))).isEqualTo(scores(model));
    }

    private float[] scores(AnalyzedModel which) {
        return run(which, Pass.SCORES, null, Set.of()).scores().values();
    }

    private float[] activations(AnalyzedModel which) {
        String layer = which.recommendedLayer().name();
        return run(which, Pass.ACTIVATIONS, layer, EnumSet.of(Wanted.ACTIVATIONS))
                .get(Wanted.ACTIVATIONS)
                .values();
    }

    private ForwardBackward run(AnalyzedModel which, Pass pass, @Nullable String layer, Set<Wanted> wanted) {
        try (ExplainableModel session = which.load(layer, pass, Device.named("cpu"));
                Interrupt never = new Interrupt()) {
            return session.run(Question.of(picture, 0), wanted, never);
        }
    }

    private FloatTensor picture() {
        FloatTensor numbers = FloatTensor.zeros(model.inputShape());
        Random random = new Random(1);
        for (int place = 0; place < numbers.values().length; place++) {
            numbers.values()[place] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
