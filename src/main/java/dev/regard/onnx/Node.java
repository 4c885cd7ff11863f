package dev.regard.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One use of an operator. Optional inputs and outputs that are left out are null here, never an empty name. */
public final class Node {

    private final String name;
    private final String opType;
    private final String domain;
    private final List<@Nullable Value> inputs;
    private final List<@Nullable Value> outputs = new ArrayList<>();
    private final Map<String, Attribute> attributes;

    Node(
            String name,
            String domain,
            String opType,
            List<? extends @Nullable Value> inputs,
            Map<String, Attribute> attributes) {
        this.name = name;
        this.domain = domain;
        this.opType = opType;
        this.inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
        this.attributes = Map.copyOf(attributes);
    }

    /** As in the file; may be empty. */
    public String name() {
        return name;
    }

    /** Such as {@code Conv}. */
    public String opType() {
        return opType;
    }

    /** Empty for the standard operators. */
    public String domain() {
        return domain;
    }

    /** True for this operator of the standard. */
    public boolean is(String standardOpType) {
        return domain.isEmpty() && opType.equals(standardOpType);
    }

    /** The values that it reads, those that its bodies read from outside included. */
    public List<@Nullable Value> inputs() {
        return inputs;
    }

    public List<@Nullable Value> outputs() {
        return Collections.unmodifiableList(outputs);
    }

    /** The input at this place, empty where it is left out. */
    public Optional<Value> optionalInput(int index) {
        return index < inputs.size() ? Optional.ofNullable(inputs.get(index)) : Optional.empty();
    }

    /**
     * The input at this place.
     *
     * @throws InvalidGraphException where it is left out
     */
    public Value input(int index) {
        return optionalInput(index).orElseThrow(() -> new InvalidGraphException(this + " has no input " + index));
    }

    /** The first output. */
    public Value output() {
        Value first = outputs.isEmpty() ? null : outputs.getFirst();
        if (first == null) {
            throw new InvalidGraphException(this + " has no output");
        }
        return first;
    }

    public Map<String, Attribute> attributes() {
        return attributes;
    }

    /** Its bodies, such as the branches of If. */
    public List<Attribute.Body> bodies() {
        return attributes.values().stream()
                .filter(Attribute.Body.class::isInstance)
                .map(Attribute.Body.class::cast)
                .toList();
    }

    /** A body among the attributes; empty where it is left out. */
    public Optional<Attribute.Body> body(String attribute) {
        return attributes.get(attribute) instanceof Attribute.Body body ? Optional.of(body) : Optional.empty();
    }

    /** Number of inputs that a file names; behind them come the values that only its bodies read. */
    public int declaredInputs() {
        long captured = bodies().stream()
                .flatMap(body -> body.captured().stream())
                .distinct()
                .count();
        return inputs.size() - (int) captured;
    }

    /** A whole number among the attributes. */
    public long integer(String attribute, long otherwise) {
        return attributes.get(attribute) instanceof Attribute.Int number ? number.value() : otherwise;
    }

    /** A number among the attributes. */
    public float real(String attribute, float otherwise) {
        return attributes.get(attribute) instanceof Attribute.Real number ? number.value() : otherwise;
    }

    /** A text among the attributes. */
    public String text(String attribute, String otherwise) {
        return attributes.get(attribute) instanceof Attribute.Text text ? text.value() : otherwise;
    }

    /** A list of whole numbers among the attributes. */
    public Optional<long[]> integers(String attribute) {
        return attributes.get(attribute) instanceof Attribute.Ints ints
                ? Optional.of(ints.toLongs())
                : Optional.empty();
    }

    /**
     * A list of whole numbers that older opsets keep in an attribute and newer ones in a constant input.
     *
     * @return empty where it is in neither
     * @throws InvalidGraphException where the input is computed while the model runs
     */
    public Optional<long[]> integers(String attribute, int inputIndex) {
        return integers(attribute).or(() -> optionalInput(inputIndex).map(this::constantIntegers));
    }

    private long[] constantIntegers(Value value) {
        return Constants.of(value)
                .orElseThrow(() -> new InvalidGraphException(this + ": its input '" + value + "' is not constant"))
                .toLongs();
    }

    void produces(@Nullable Value output) {
        outputs.add(output);
    }

    /** For messages: {@code Conv 'layer1/conv'}. */
    @Override
    public String toString() {
        return opType + " '" + (name.isEmpty() && !outputs.isEmpty() ? outputs.getFirst() : name) + "'";
    }
}
