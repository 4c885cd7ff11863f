package dev.regard.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A fixed setting of a node, such as the strides of a convolution. */
public sealed interface Attribute {

    /** One whole number. */
    record Int(long value) implements Attribute {}

    /** One number. */
    record Real(float value) implements Attribute {}

    /** One text. */
    record Text(String value) implements Attribute {}

    /** Several whole numbers. */
    record Ints(List<Long> values) implements Attribute {
        public Ints {
            values = List.copyOf(values);
        }

        public static Ints of(long... values) {
            return new Ints(Arrays.stream(values).boxed().toList());
        }

        long[] toLongs() {
            return values.stream().mapToLong(Long::longValue).toArray();
        }
    }

    /** Several numbers. */
    record Reals(List<Float> values) implements Attribute {
        public Reals {
            values = List.copyOf(values);
        }

        /** As an array. */
        public float[] toFloats() {
            float[] numbers = new float[values.size()];
            for (int index = 0; index < numbers.length; index++) {
                numbers[index] = values.get(index);
            }
            return numbers;
        }
    }

    /** Several texts, such as the names of classes. */
    record Texts(List<String> values) implements Attribute {
        public Texts {
            values = List.copyOf(values);
        }
    }

    /** A constant. */
    record Tensor(TensorData value) implements Attribute {}

    /**
     * A graph within a node, such as a branch of If.
     *
     * @param graph    what it computes; all it reads are its inputs
     * @param captured which inputs of the node its last inputs stand for: what a file lets it read by name from outside
     * @param types    of the elements of its outputs, {@link DataType#OTHER} where these are not told or no tensors
     */
    record Body(Graph graph, List<Integer> captured, List<DataType> types) implements Attribute {
        public Body {
            captured = List.copyOf(captured);
            types = List.copyOf(types);
        }

        /** Another graph with the same inputs and outputs in its place. */
        public Body with(Graph other) {
            return new Body(other, captured, types);
        }

        /**
         * Maps its last inputs to the values that they stand for.
         *
         * @param node that has the body
         * @return values of the node by the inputs of the body
         */
        public Map<Value, Value> outside(Node node) {
            Map<Value, Value> outside = new LinkedHashMap<>();
            for (int index = 0; index < captured.size(); index++) {
                Value inside = graph.inputs().get(declaredInputs() + index).value();
                outside.put(inside, Objects.requireNonNull(node.inputs().get(captured.get(index))));
            }
            return outside;
        }

        /** Number of inputs that the operator itself hands to it. */
        public int declaredInputs() {
            return graph.inputs().size() - captured.size();
        }
    }

    /**
     * An attribute that Regard carries along unread, in the file's own form, such as a type.
     *
     * @param serialized an {@code AttributeProto}
     */
    @SuppressWarnings("ArrayRecordComponent") // opaque, compared by nobody
    record Opaque(byte[] serialized) implements Attribute {}
}
