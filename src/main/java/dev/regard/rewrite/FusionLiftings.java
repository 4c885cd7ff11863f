package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators that exporters and optimizers make of several, in the domain com.microsoft, taken apart again. */
final class FusionLiftings {

    private FusionLiftings() {}

    /** A convolution, plus a second input where there is one, and an activation. */
    static void conv(LiftedNode node) {
        List<Value> inputs = new ArrayList<>(List.of(node.required(0), node.required(1)));
        Value bias = node.input(2);
        if (bias != null) {
            inputs.add(bias);
        }
        Value y = node.ops().node("Conv", inputs, node.attributesWithout("activation", "activation_params"));
        Value shortcut = node.input(3);
        activate(node, shortcut == null ? y : node.ops().add(y, shortcut), parameters(node));
    }

    private static List<Float> parameters(LiftedNode node) {
        return node.original().attributes().get("activation_params") instanceof Attribute.Reals numbers
                ? numbers.values()
                : List.of();
    }

    /** A Gemm and an activation. */
    static void gemm(LiftedNode node) {
        List<Value> inputs = new ArrayList<>(List.of(node.required(0), node.required(1)));
        Value c = node.input(2);
        if (c != null) {
            inputs.add(c);
        }
        Value y = node.ops()
                .node(
                        "Gemm",
                        inputs,
                        node.attributesWithout(
                                "activation", "activation_alpha", "activation_beta", "activation_gamma"));
        List<Float> parameters = new ArrayList<>();
        for (String name : List.of("activation_alpha", "activation_beta")) {
            if (node.original().attributes().containsKey(name)) {
                parameters.add(node.original().real(name, 0));
            }
        }
        activate(node, y, parameters);
    }

    /** Gives the node's output: what its attribute {@code activation} makes of {@code y}. */
    private static void activate(LiftedNode node, Value y, List<Float> parameters) {
        String activation = node.original().text("activation", "");
        Map<String, Attribute> attributes = new HashMap<>();
        switch (activation) {
            case "" -> node.becomes("Identity", List.of(y), attributes);
            case "Clip" ->
                node.becomes(
                        "Clip",
                        List.of(
                                y,
                                node.ops().constant(parameters.get(0)),
                                node.ops().constant(parameters.get(1))),
                        attributes);
            case "LeakyRelu", "Elu", "HardSigmoid", "ThresholdedRelu" -> {
                if (!parameters.isEmpty()) {
                    attributes.put("alpha", new Attribute.Real(parameters.get(0)));
                }
                if (parameters.size() > 1) {
                    attributes.put("beta", new Attribute.Real(parameters.get(1)));
                }
                node.becomes(activation, List.of(y), attributes);
            }
            case "Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "HardSwish" ->
                node.becomes(activation, List.of(y), attributes);
            default -> throw node.unsupported("its activation '" + activation + "' is not known");
        }
    }

    /** Of matrices that may be transposed, times a number. */
    static void matMul(LiftedNode node) {
        if (node.original().integer("transBatchA", 0) == 1 || node.original().integer("transBatchB", 0) == 1) {
            node.stays();
            return;
        }
        Ops ops = node.ops();
        Value a = turned(node, 0, "transA");
        Value b = turned(node, 1, "transB");
        float alpha = node.original().real("alpha", 1);
        if (alpha == 1) {
            node.becomes("MatMul", List.of(a, b), Map.of());
        } else {
            node.becomes("Mul", List.of(ops.matMul(a, b), ops.constant(alpha)), Map.of());
        }
    }

    /** An input with its last two axes exchanged, whatever stands before them. */
    private static Value turned(LiftedNode node, int index, String attribute) {
        Value matrix = node.required(index);
        if (node.original().integer(attribute, 0) == 0) {
            return matrix;
        }
        Attribute equation = new Attribute.Text("...ij->...ji");
        return node.ops().node("Einsum", List.of(matrix), Map.of("equation", equation));
    }

    /** x, bias and shortcut. */
    static void biasAdd(LiftedNode node) {
        node.becomes("Add", List.of(node.ops().add(node.required(0), node.required(1)), node.required(2)), Map.of());
    }

    /** x sigmoid(alpha x): Swish, and QuickGelu, which has another alpha where none is given. */
    static void swish(LiftedNode node) {
        Ops ops = node.ops();
        Value x = node.required(0);
        float alpha = node.original().real("alpha", node.original().opType().equals("Swish") ? 1 : 1.702f);
        Value scaled = alpha == 1 ? x : ops.mul(x, ops.constant(alpha));
        node.becomes("Mul", List.of(x, ops.sigmoid(scaled)), Map.of());
    }

    /** Of x, or of x plus a bias; FastGelu by the hyperbolic tangent, the others by the error function. */
    static void gelu(LiftedNode node) {
        Value x = node.required(0);
        Value bias = node.input(1);
        String approximate = node.original().opType().equals("FastGelu") ? "tanh" : "none";
        node.becomes(
                "Gelu",
                List.of(bias == null ? x : node.ops().add(x, bias)),
                Map.of("approximate", new Attribute.Text(approximate)));
    }

    /** Input, skip, gamma, beta, bias: LayerNormalization of their sum, which is the last output. */
    static void skipLayerNormalization(LiftedNode node) {
        Value sum = sum(node, 4);
        List<Value> inputs = new ArrayList<>(List.of(sum, node.required(2)));
        Value beta = node.input(3);
        if (beta != null) {
            inputs.add(beta);
        }
        node.becomesOutput(0, "LayerNormalization", inputs, epsilon(node));
        node.becomesOutput(3, "Identity", List.of(sum), Map.of());
    }

    private static Map<String, Attribute> epsilon(LiftedNode node) {
        return Map.of("axis", new Attribute.Int(-1), "epsilon", new Attribute.Real(epsilonOf(node)));
    }

    /** What is fused with a sum has another default. */
    private static float epsilonOf(LiftedNode node) {
        return node.original().real("epsilon", node.original().opType().startsWith("Skip") ? 1e-12f : 1e-5f);
    }

    /** Input plus skip, plus the bias where there is one. */
    private static Value sum(LiftedNode node, int bias) {
        Value sum = node.ops().add(node.required(0), node.required(1));
        Value added = node.input(bias);
        return added == null ? sum : node.ops().add(sum, added);
    }

    /** Divided by the root mean square, times gamma. */
    static void simplifiedLayerNormalization(LiftedNode node) {
        if (node.original().integer("axis", -1) != -1) {
            node.stays();
            return;
        }
        node.becomesOutput(0, "Mul", List.of(standardized(node, node.required(0)), node.required(1)), Map.of());
    }

    /** Input, skip, gamma, bias; the sum is the last output. */
    static void skipSimplifiedLayerNormalization(LiftedNode node) {
        Value sum = sum(node, 3);
        node.becomesOutput(0, "Mul", List.of(standardized(node, sum), node.required(2)), Map.of());
        node.becomesOutput(3, "Identity", List.of(sum), Map.of());
    }

    private static Value standardized(LiftedNode node, Value x) {
        return NormalizationLiftings.byRootMeanSquare(node.ops(), x, node.ops().longs(-1), epsilonOf(node));
    }
}
