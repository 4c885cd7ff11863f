package dev.regard.runtime;

import dev.regard.onnx.Operator;
import java.util.Collection;
import java.util.Set;

/** The sets of operators that ONNX Runtime brings along. */
final class Domains {

    private static final Set<String> KNOWN = Set.of(
            "",
            "ai.onnx.ml",
            "ai.onnx.training",
            "ai.onnx.preview.training",
            "com.microsoft",
            "com.microsoft.nchwc",
            "com.microsoft.experimental",
            "com.ms.internal.nhwc");

    private Domains() {}

    /**
     * Refuses operators that come from a library of somebody's own.
     *
     * @throws InvalidModelException where there is one
     */
    static void check(Collection<Operator> operators) {
        for (Operator operator : operators) {
            if (!KNOWN.contains(operator.domain())) {
                throw new InvalidModelException(
                        "its operator '%s' is of the set '%s', which ONNX Runtime does not have; export it with standard operators"
                                .formatted(operator.opType(), operator.domain()));
            }
        }
    }
}
