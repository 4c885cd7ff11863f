package dev.regard.runtime;

import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of an augmented graph gives for one picture.
 *
 * @param scores  class scores, [classes]
 * @param tensors what was asked for besides
 */
public record ForwardBackward(FloatTensor scores, Map<Wanted, FloatTensor> tensors) {

    public ForwardBackward {
        tensors = Map.copyOf(tensors);
    }

    /** A tensor that was asked for; shapes stand at {@link Wanted}. */
    public FloatTensor get(Wanted wanted) {
        return find(wanted).orElseThrow(() -> new IllegalArgumentException(wanted + " was not asked for"));
    }

    /** A tensor, empty where it was not asked for. */
    public Optional<FloatTensor> find(Wanted wanted) {
        return Optional.ofNullable(tensors.get(wanted));
    }
}
