package dev.regard.runtime;

import dev.regard.onnx.TensorData;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model before its graph is looked at.
 *
 * @param size   of its input, where the graph leaves it free
 * @param named  how many classes its files name; 0 where they name none. One score with two names is a question of yes or
 *               no, and becomes two: class 0 is no
 * @param others what inputs besides the picture hold, by name; those not named hold zeros
 * @param output name of the output that holds the class scores; null where nobody says so
 */
public record Expectation(
        InputSize size,
        int named,
        Map<String, TensorData> others,
        @Nullable String output) {

    public Expectation {
        others = Map.copyOf(others);
    }

    /** An expectation that leaves open which output holds the class scores. */
    public Expectation(InputSize size, int named, Map<String, TensorData> others) {
        this(size, named, others, null);
    }

    /** Of a model about which only the size is known. */
    public static Expectation of(InputSize size) {
        return new Expectation(size, 0, Map.of());
    }
}
