package dev.regard.rewrite;

import dev.regard.onnx.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The table: which operator has to be written anew, in models of a version before which. */
final class Liftings {

    private static final Map<String, Entry> TABLE = new HashMap<>();

    static {
        before(10, "Slice", AttributeLiftings::slice);
        before(10, "TopK", AttributeLiftings::topK);
        before(10, "Upsample", ResizeLiftings::upsample);
        before(11, "Clip", AttributeLiftings::clip);
        before(11, "Pad", AttributeLiftings::pad);
        before(11, "Scatter", AttributeLiftings::scatter);
        before(12, "Dropout", AttributeLiftings::dropout);
        before(13, "Squeeze", AttributeLiftings::axes);
        before(13, "Unsqueeze", AttributeLiftings::axes);
        before(13, "ReduceSum", AttributeLiftings::axes);
        before(13, "Softmax", SoftmaxLiftings::coerced);
        before(13, "LogSoftmax", SoftmaxLiftings::coerced);
        before(13, "Hardmax", SoftmaxLiftings::coerced);
        before(14, "BatchNormalization", NormalizationLiftings::batchNormalization);
        for (String reduction : new String[] {
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSumSquare"
        }) {
            before(18, reduction, AttributeLiftings::axes);
        }
        before(18, "Split", AttributeLiftings::split);
        before(19, "Resize", ResizeLiftings::resize);
        before(20, "GridSample", AttributeLiftings::gridSample);
        before(21, "GroupNormalization", NormalizationLiftings::groupNormalization);
    }

    private Liftings() {}

    /** A lifting for models of versions before one. */
    private record Entry(int version, Lifting lifting) {}

    /** How a node is lifted; empty where it may stay as it is. */
    static Optional<Lifting> find(Node node, int opset) {
        return Optional.ofNullable(TABLE.get(node.opType()))
                .filter(entry -> node.domain().isEmpty() && opset < entry.version)
                .map(Entry::lifting);
    }

    private static void before(int version, String opType, Lifting lifting) {
        TABLE.put(opType, new Entry(version, lifting));
    }
}
