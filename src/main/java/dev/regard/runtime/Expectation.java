package dev.regard.runtime;

import dev.regard.onnx.TensorData;
import java.util.Map;

/**
 * What is known of a model before its graph is looked at.
 *
 * @param size   of its input, where the graph leaves it free
 * @param named  how many classes its files name; 0 where they name none. One score with two names is a question of yes or
 *               no, and becomes two: class 0 is no
 * @param others what inputs besides the picture hold, by name; those not named hold zeros
 */
public record Expectation(InputSize size, int named, Map<String, TensorData> others) {

    public Expectation {
        others = Map.copyOf(others);
    }

    /** Of a model about which only the size is known. */
    public static Expectation of(InputSize size) {
        return new Expectation(size, 0, Map.of());
    }
}
