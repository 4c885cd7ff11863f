package dev.regard.onnx;

import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An edge of the graph: produced by a node, stored as a constant, or given as an input. Two values are equal only where
 * they are the same object; the name matters in files alone.
 */
public final class Value {

    private static final int NO_AXIS = -1;

    private final String name;
    private final @Nullable Node producer;
    private final @Nullable TensorData constant;
    private final List<Node> uses = new ArrayList<>();
    private @Nullable Shape shape;
    private int batchAxis = NO_AXIS;
    private @Nullable TensorData fixed;
    private boolean isVarying;

    Value(String name, @Nullable Node producer, @Nullable TensorData constant) {
        this.name = name;
        this.producer = producer;
        this.constant = constant;
        this.shape = constant == null ? null : constant.shape();
    }

    /** Unique in its graph. */
    public String name() {
        return name;
    }

    /** The node that computes it; empty for inputs and constants. */
    public Optional<Node> producer() {
        return Optional.ofNullable(producer);
    }

    /** Its numbers where it is stored in the graph. */
    public Optional<TensorData> constant() {
        return Optional.ofNullable(constant);
    }

    /** The nodes that read it, one entry a node input. */
    public List<Node> uses() {
        return Collections.unmodifiableList(uses);
    }

    /** True where its shape was measured or is stored. */
    public boolean hasShape() {
        return shape != null;
    }

    /**
     * Its shape for a batch of one picture.
     *
     * @throws InvalidGraphException where it was not measured
     */
    public Shape shape() {
        if (shape == null) {
            throw new InvalidGraphException("the shape of '" + name + "' is not known");
        }
        return shape;
    }

    /**
     * The axis that grows with the batch; the batch is the outer factor of its extent. Empty where none does: for
     * constants, and everywhere in a model that takes a fixed number of pictures.
     */
    public OptionalInt batchAxis() {
        return batchAxis == NO_AXIS ? OptionalInt.empty() : OptionalInt.of(batchAxis);
    }

    /** Notes the shape that it has for a batch of one picture. */
    public void measured(Shape measured) {
        this.shape = measured;
        this.isVarying = false;
    }

    /** Notes which axis grows with the batch. */
    public void growsAlong(int axis) {
        this.batchAxis = axis;
    }

    /** Whole numbers that the model computes on its way, the same for every picture and batch; empty where not measured. */
    public Optional<TensorData> fixed() {
        return Optional.ofNullable(fixed);
    }

    /** Notes numbers that were the same whatever the picture. */
    public void measuredFixed(TensorData numbers) {
        this.fixed = numbers;
    }

    /** Notes that they are not the same for every picture. */
    public void forgetFixed() {
        this.fixed = null;
    }

    /** Notes that its shape depends on the numbers of the picture: none is known then. */
    public void varies() {
        this.shape = null;
        this.fixed = null;
        this.isVarying = true;
    }

    /** True where its shape depends on the numbers of the picture. */
    public boolean isVarying() {
        return isVarying;
    }

    /** Takes over what was measured of a value in another graph that computes the same. */
    public void measuredLike(Value other) {
        this.shape = other.shape;
        this.batchAxis = other.batchAxis;
        this.fixed = other.fixed;
        this.isVarying = other.isVarying;
    }

    void usedBy(Node node) {
        uses.add(node);
    }

    @Override
    public String toString() {
        return name;
    }
}
