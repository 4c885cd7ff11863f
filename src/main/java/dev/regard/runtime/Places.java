package dev.regard.runtime;

import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the cells of a value look at, axis by axis; axes that are no place in the picture hold null. */
@SuppressWarnings("ArrayRecordComponent") // handed on, never written to
record Places(@Nullable Place[] axes) {

    static Places none(int rank) {
        return new Places(new Place[rank]);
    }

    int rank() {
        return axes.length;
    }

    @Nullable
    Place at(int axis) {
        return axes[axis];
    }

    boolean isNowhere() {
        for (Place place : axes) {
            if (place != null) {
                return false;
            }
        }
        return true;
    }

    /** The same with another place along one axis. */
    Places with(int axis, @Nullable Place place) {
        @Nullable Place[] changed = axes.clone();
        changed[axis] = place;
        return new Places(changed);
    }

    /** Moves the cells along one axis; tokens lie nowhere behind that. */
    Places moved(int axis, UnaryOperator<Field> move) {
        Place place = axes[axis];
        if (place instanceof Place.Rows rows) {
            return with(axis, new Place.Rows(move.apply(rows.field())));
        }
        if (place instanceof Place.Columns columns) {
            return with(axis, new Place.Columns(move.apply(columns.field())));
        }
        return with(axis, null);
    }

    /** The last axes of a value of this rank; nowhere where it has fewer. */
    Places aligned(int to) {
        @Nullable Place[] aligned = new Place[to];
        if (rank() <= to) {
            System.arraycopy(axes, 0, aligned, to - rank(), rank());
        }
        return new Places(aligned);
    }

    /** The axes in another order. */
    Places permuted(long[] permutation) {
        @Nullable Place[] permuted = new Place[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            permuted[axis] = axes[(int) permutation[axis]];
        }
        return new Places(permuted);
    }

    /** The axes that lie in the same place in both, wherever else each of them looks. */
    static Places common(Places a, Places b) {
        @Nullable Place[] common = new Place[a.rank()];
        for (int axis = 0; axis < common.length; axis++) {
            Place first = a.axes[axis];
            Place second = b.axes[axis];
            common[axis] = first != null && second != null && first.isAt(second) ? Place.union(first, second) : null;
        }
        return new Places(common);
    }

    /** What looks at both: an axis that only one of them places stays where it is. */
    static Places union(Places a, Places b) {
        @Nullable Place[] union = new Place[a.rank()];
        for (int axis = 0; axis < union.length; axis++) {
            Place first = a.axes[axis];
            Place second = b.axes[axis];
            union[axis] = first == null ? second : second == null ? first : Place.union(first, second);
        }
        return new Places(union);
    }

    /**
     * Behind a Reshape: axes that keep their extent keep their place, height and width that become one axis become
     * tokens, and tokens that become two axes again become height and width. Where an axis is cut into pieces, as patches
     * are that are merged, the outer one of the two counts them.
     */
    Places reshaped(Shape from, Shape to) {
        @Nullable Place[] reshaped = new Place[to.rank()];
        int in = 0;
        int out = 0;
        while (in < from.rank() && out < to.rank()) {
            if (from.dimension(in) == to.dimension(out)) {
                reshaped[out++] = axes[in++];
            } else if (from.dimension(in) == 1) {
                in++;
            } else if (to.dimension(out) == 1) {
                out++;
            } else {
                int inEnd = in + 1;
                int outEnd = out + 1;
                long inSize = from.dimension(in);
                long outSize = to.dimension(out);
                while (inSize != outSize) {
                    if (inSize < outSize && inEnd < from.rank()) {
                        inSize *= from.dimension(inEnd++);
                    } else if (inSize > outSize && outEnd < to.rank()) {
                        outSize *= to.dimension(outEnd++);
                    } else {
                        return new Places(reshaped);
                    }
                }
                regroup(from, in, inEnd, to, out, outEnd, reshaped);
                in = inEnd;
                out = outEnd;
            }
        }
        return new Places(reshaped);
    }

    private void regroup(Shape from, int in, int inEnd, Shape to, int out, int outEnd, @Nullable Place[] reshaped) {
        List<Integer> before = longAxes(from, in, inEnd);
        List<Integer> after = longAxes(to, out, outEnd);
        if (before.size() == 2
                && after.size() == 1
                && axes[before.getFirst()] instanceof Place.Rows rows
                && axes[before.getLast()] instanceof Place.Columns columns) {
            reshaped[after.getFirst()] = new Place.Tokens(
                    rows.field(),
                    columns.field(),
                    from.dimension(before.getFirst()),
                    from.dimension(before.getLast()),
                    0);
        }
        if (before.size() == 1
                && after.size() == 2
                && axes[before.getFirst()] instanceof Place.Tokens tokens
                && tokens.prefix() == 0
                && tokens.height() == to.dimension(after.getFirst())
                && tokens.width() == to.dimension(after.getLast())) {
            reshaped[after.getFirst()] = new Place.Rows(tokens.rows());
            reshaped[after.getLast()] = new Place.Columns(tokens.columns());
        }
        if (before.size() == 1 && after.size() == 2 && reshaped[after.getFirst()] == null) {
            reshaped[after.getFirst()] = pieces(axes[before.getFirst()], to.dimension(after.getLast()));
        }
    }

    /** The place of pieces of so many cells, which look at all that their cells do. */
    private static @Nullable Place pieces(@Nullable Place place, int cells) {
        if (place instanceof Place.Rows rows) {
            return new Place.Rows(rows.field().pieces(cells));
        }
        return place instanceof Place.Columns columns
                ? new Place.Columns(columns.field().pieces(cells))
                : null;
    }

    private static List<Integer> longAxes(Shape shape, int from, int to) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = from; axis < to; axis++) {
            if (shape.dimension(axis) > 1) {
                axes.add(axis);
            }
        }
        return axes;
    }
}
