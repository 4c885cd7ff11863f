package dev.regard.autodiff;

import dev.regard.autodiff.RandomGraph.Sized;
import dev.regard.autodiff.RandomNodes.Generator;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Operators of opset 23 to 26 in a {@link RandomGraph}, written as others before they are differentiated. */
final class NewerNodes {

    private final Map<String, Generator> generators = new HashMap<>();

    private NewerNodes() {}

    /** By operator. */
    static Map<String, Generator> all() {
        NewerNodes nodes = new NewerNodes();
        nodes.generators.put("Attention", Generator.always(NewerNodes::attention));
        nodes.generators.put(
                "RotaryEmbedding", new Generator((graph, a) -> a.extent(-1) % 2 == 0, NewerNodes::rotaryEmbedding));
        nodes.generators.put("RMSNormalization", Generator.always((graph, a) -> {
            int axis = graph.axis(a);
            int[] last = Arrays.copyOfRange(a.shape().dimensions(), axis, a.rank());
            Map<String, Attribute> attributes =
                    Map.of("axis", number(graph.written(axis, a)), "epsilon", new Attribute.Real(0.1f));
            return graph.node("RMSNormalization", attributes, a.shape(), a.value(), graph.factors(last));
        }));
        nodes.generators.put("Swish", Generator.always((graph, a) -> {
            Attribute alpha = new Attribute.Real(graph.coin(0.5) ? 1 : 1.7f);
            return graph.node("Swish", Map.of("alpha", alpha), a.shape(), a.value());
        }));
        nodes.generators.put("CumProd", Generator.always((graph, a) -> {
            Map<String, Attribute> attributes =
                    Map.of("exclusive", number(graph.below(2)), "reverse", number(graph.below(2)));
            Value axis = graph.scalarLong(graph.written(graph.axis(a), a));
            return graph.node(
                    "CumProd", attributes, a.shape(), graph.positive(a).value(), axis);
        }));
        nodes.generators.put("TensorScatter", new Generator((graph, a) -> a.rank() > 2, (graph, a) -> {
            int axis = graph.axis(a);
            Sized update = graph.mean(a, axis);
            return graph.node("TensorScatter", Map.of("axis", number(axis)), a.shape(), a.value(), update.value());
        }));
        return nodes.generators;
    }

    /** Queries, keys and values of one value, with a mask of numbers, causal, capped or neither, several queries on one head. */
    private static Sized attention(RandomGraph graph, Sized a) {
        Map<String, Attribute> attributes = new HashMap<>();
        attributes.put("is_causal", number(graph.below(2)));
        attributes.put("softcap", new Attribute.Real(graph.coin(0.5) ? 0 : 2));
        if (graph.coin(0.5)) {
            Sized tokens = graph.ofRank(3, a);
            attributes.put("q_num_heads", number(1));
            attributes.put("kv_num_heads", number(1));
            return attention(graph, attributes, tokens, tokens.value());
        }
        Sized heads = graph.ofRank(4, a);
        boolean isShared = graph.coin(0.5);
        return attention(
                graph, attributes, heads, isShared ? graph.mean(heads, 1).value() : heads.value());
    }

    private static Sized attention(RandomGraph graph, Map<String, Attribute> attributes, Sized queries, Value keys) {
        if (graph.coin(0.5)) {
            return graph.node("Attention", attributes, queries.shape(), queries.value(), keys, keys);
        }
        int length = queries.extent(-2);
        Value mask = graph.weights(1, length, length);
        return graph.node("Attention", attributes, queries.shape(), queries.value(), keys, keys, mask);
    }

    private static Sized rotaryEmbedding(RandomGraph graph, Sized a) {
        Sized heads = graph.ofRank(4, a);
        if (heads.extent(-1) % 2 != 0) {
            return heads;
        }
        Map<String, Attribute> attributes = Map.of("interleaved", number(graph.below(2)));
        Value cosines = graph.weights(1, 1, heads.extent(2), heads.extent(3) / 2);
        Value sines = graph.weights(1, 1, heads.extent(2), heads.extent(3) / 2);
        return graph.node("RotaryEmbedding", attributes, heads.shape(), heads.value(), cosines, sines);
    }

    private static Attribute number(long number) {
        return new Attribute.Int(number);
    }
}
