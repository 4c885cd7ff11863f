package dev.regard.runtime;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Model;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * Writes the cotangent of the class scores: each row asks about one class, given as its index or as its rank among the
 * scores, so that the best classes can be explained without asking for the scores first.
 */
final class SeedWriter {

    private SeedWriter() {}

    /**
     * What stands in the graph.
     *
     * @param classes  the input, [rows]: a class index, or -1 for the best class, -2 for the second best, and so on
     * @param selected the indices of these classes, [rows]
     * @param seed     the cotangent, of the score's shape
     */
    record Seed(Value classes, Value selected, Value seed) {}

    /**
     * Writes it.
     *
     * @param model where to
     * @param score class scores, [rows, classes] with further axes of extent 1
     */
    static Seed write(Model model, Value score) {
        Ops ops = new Ops(model, "regard/seed/");
        int count = score.shape().size();
        Value classes = model.graph().addInput("regard/classes", DataType.INT64, List.of(-1L));
        Value ranking = model.graph()
                .addNode(
                        "TopK",
                        "regard/seed/TopK",
                        List.of(ops.reshape(score, -1, count), ops.longs(count)),
                        Map.of(),
                        2)
                .getLast();
        Value row = ops.reshape(classes, -1, 1);
        // Of a class that is given this reads some rank from the end: GatherElements counts it from behind, all is
        // valid.
        Value place = ops.sub(ops.longs(-1), row);
        Value ranked = ops.node("GatherElements", List.of(ranking, place), Map.of("axis", new Attribute.Int(1)));
        Value selected = ops.reshape(ops.where(ops.less(row, ops.longs(0)), ranked, row), -1);
        Value seed = ops.node("OneHot", selected, ops.longs(count), ops.constant(Shape.of(2), 0, 1));
        long[] extents = score.shape().toLongs();
        extents[0] = -1;
        return new Seed(classes, selected, extents.length == 2 ? seed : ops.reshape(seed, extents));
    }
}
