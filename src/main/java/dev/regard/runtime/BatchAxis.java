package dev.regard.runtime;

import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The axis of pictures in a value whose shape is known for one number of pictures only.
 *
 * @param axis    that grows with the batch
 * @param isInner true where the batch is the inner factor of its extent, as in rows of cells that hold one row a picture
 */
record BatchAxis(int axis, boolean isInner) {

    static final BatchAxis FIRST = new BatchAxis(0, false);

    /**
     * Where they lie behind a node: a guess, which holds for what classifiers are made of and has to be checked by a run.
     *
     * @param from  the input of the node that this is about
     * @param count how many pictures the shapes were measured with
     */
    BatchAxis behind(Node node, Value from, int count) {
        if (!from.hasShape() || !node.output().hasShape()) {
            return FIRST;
        }
        Shape before = from.shape();
        Shape after = node.output().shape();
        BatchAxis behind = switch (node.opType()) {
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> reshaped(before, after, count);
            case "Transpose" -> new BatchAxis(transposed(node, before.rank()), isInner);
            case "Gather" -> new BatchAxis(gathered(node, before, after), isInner);
            case "ReduceMean", "ReduceSum", "ReduceMax" -> new BatchAxis(reduced(node, before, after), isInner);
            default -> new BatchAxis(aligned(before, after), isInner);
        };
        return behind.axis >= 0 && behind.axis < after.rank() ? behind : FIRST;
    }

    /** As many numbers lie before the batch as lay before it. */
    private BatchAxis reshaped(Shape before, Shape after, int count) {
        long outer = isInner ? before.dimension(axis) / count : 1;
        for (int passed = 0; passed < axis; passed++) {
            outer *= before.dimension(passed);
        }
        int next = 0;
        for (long passed = 1; next < after.rank() && passed != outer; next++) {
            passed *= after.dimension(next);
        }
        // Between two axes that are left, it was merged into rows; where axes were split, it went with the ones behind.
        boolean isBetween = next == after.rank() || after.dimension(next) != count;
        return next > 0 && isBetween && after.rank() < before.rank()
                ? new BatchAxis(next - 1, true)
                : new BatchAxis(next, false);
    }

    private int transposed(Node node, int rank) {
        long[] permutation = node.integers("perm")
                .orElseGet(() ->
                        IntStream.range(0, rank).mapToLong(to -> rank - 1L - to).toArray());
        return (int)
                Arrays.stream(permutation).takeWhile(source -> source != axis).count();
    }

    private int gathered(Node node, Shape before, Shape after) {
        int along = (int) node.integer("axis", 0);
        return along < 0 || along >= axis ? axis : axis + after.rank() - before.rank();
    }

    private int reduced(Node node, Shape before, Shape after) {
        if (after.rank() == before.rank()) {
            return axis;
        }
        long gone = Arrays.stream(node.integers("axes", 1).orElseGet(() -> new long[0]))
                .map(along -> along < 0 ? along + before.rank() : along)
                .filter(along -> along < axis)
                .count();
        return axis - (int) gone;
    }

    /** Shapes that are broadcast are aligned at their last axis. */
    private int aligned(Shape before, Shape after) {
        return axis + after.rank() - before.rank();
    }
}
