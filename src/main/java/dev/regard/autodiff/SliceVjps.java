package dev.regard.autodiff;

import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Rules of operators that cut and join along axes. */
final class SliceVjps {

    private SliceVjps() {}

    /**
     * False where a Concat, Split or Gather works along the axis that grows with the batch: it then picks among the
     * pictures, or mixes them.
     */
    static boolean isWithinPictures(Node node) {
        Value value = node.input(0);
        return value.batchAxis().isEmpty()
                || Math.floorMod(node.integer("axis", 0), value.shape().rank())
                        != value.batchAxis().getAsInt();
    }

    /** The slice of the cotangent that this input went to. */
    static Value concat(DifferentiatedNode node, int input) {
        Shape shape = node.shape(input);
        int axis = node.axis(1, shape.rank());
        int start = 0;
        for (int before = 0; before < input; before++) {
            start += node.shape(before).dimension(axis);
        }
        return node.ops().slice(node.cotangent(), axis, start, start + shape.dimension(axis));
    }

    /** The cotangents of the parts side by side, with zeros for parts that the class score does not depend on. */
    static Value split(DifferentiatedNode node, int input) {
        int axis = node.axis(0, node.shape(0).rank());
        Value sum = null;
        for (Run run : runs(node, axis)) {
            Ops ops = node.ops();
            Value joined = run.parts.size() == 1 ? run.parts.getFirst() : ops.concat(axis, run.parts);
            long rest = node.shape(0).dimension(axis) - run.end;
            Value whole = new AxisWise(ops, joined, DifferentiatedNode.freeExtents(node.input(0)))
                    .pad(axis, run.start, rest)
                    .value();
            sum = sum == null ? whole : ops.add(sum, whole);
        }
        return Optional.ofNullable(sum).orElseThrow();
    }

    /** Neighbouring parts that all have a cotangent, and where they lie. */
    private static final class Run {
        private final List<Value> parts = new ArrayList<>();
        private final long start;
        private long end;

        Run(long start) {
            this.start = start;
            this.end = start;
        }
    }

    private static List<Run> runs(DifferentiatedNode node, int axis) {
        List<Run> runs = new ArrayList<>();
        long[] sizes = sizes(node.node(), node.shape(0).dimension(axis));
        long start = 0;
        for (int part = 0; part < sizes.length; part++) {
            Value cotangent = node.cotangent(part).orElse(null);
            if (cotangent != null) {
                if (runs.isEmpty() || runs.getLast().end < start) {
                    runs.add(new Run(start));
                }
                runs.getLast().parts.add(cotangent);
                runs.getLast().end = start + sizes[part];
            }
            start += sizes[part];
        }
        return runs;
    }

    /** As given, or equal ones, of which the last may be smaller. */
    private static long[] sizes(Node node, long whole) {
        int parts = node.outputs().size();
        long size = (whole + parts - 1) / parts;
        return node.integers("split", 1)
                .orElseGet(() -> LongStream.range(0, parts)
                        .map(part -> Math.min(size, whole - part * size))
                        .toArray());
    }

    /** Zeros wherever nothing was taken from. */
    static Value slice(DifferentiatedNode node, int input) {
        Shape from = node.shape(0);
        Shape to = node.output().shape();
        AxisWise cotangent = AxisWise.cotangent(node);
        long[] begins = new long[from.rank()];
        long[] ends = new long[from.rank()];
        for (Cut cut : cuts(node.node(), from)) {
            int axis = cut.axis;
            long count = to.dimension(axis);
            long size = Math.abs(cut.step);
            if (cut.step < 0) {
                cotangent.flip(axis);
            }
            if (size > 1) {
                cotangent.spread(axis, size);
            }
            begins[axis] = cut.step > 0 ? cut.start : cut.start - (count - 1) * size;
            ends[axis] = from.dimension(axis) - begins[axis] - count * size;
        }
        return cotangent.pad(begins, ends).value();
    }

    /** What a Slice takes of one axis; {@code start} is counted from the front. */
    private record Cut(int axis, long start, long step) {}

    private static List<Cut> cuts(Node node, Shape from) {
        long[] starts = node.integers("starts", 1).orElseThrow();
        long[] axes = node.integers("axes", 3)
                .orElseGet(() -> LongStream.range(0, starts.length).toArray());
        Optional<long[]> steps = node.integers("steps", 4);
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            int axis = Math.floorMod((int) axes[i], from.rank());
            long step = steps.isPresent() ? steps.get()[i] : 1;
            long extent = from.dimension(axis);
            long last = step > 0 ? extent : extent - 1;
            long start = starts[i] < 0 ? starts[i] + extent : starts[i];
            cuts.add(new Cut(axis, Math.clamp(start, 0, last), step));
        }
        return cuts;
    }
}
