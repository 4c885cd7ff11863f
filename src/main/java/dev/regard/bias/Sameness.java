package dev.regard.bias;

import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Whether pieces of different pictures show the same pixels, as a watermark does and no two photographs of a thing do: the
 * correlation of their details, each pair laid over each other as well as it goes. Pure.
 */
final class Sameness {

    /** Pixels of a window's side, of the picture's: a larger one is compared in its middle only. */
    private static final int LONGEST_SHARE = 3;

    /** Around each pixel: what is smoother than that is no detail. */
    private static final int SMOOTH = 4;

    /** How far pieces are moved against each other: a cell of the map is as exact as a place is known. */
    private static final int REACH = 8;

    private static final int STEP = 2;

    private Sameness() {}

    /**
     * A piece of a picture.
     *
     * @param details of the whole picture, see {@link #details}
     * @param row     of the middle of the piece
     * @param column  of the middle
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never written to
    record Piece(float[] details, int height, int width, int row, int column) {}

    /** What of a picture is finer than its surroundings, all colours together. */
    static float[] details(FloatTensor picture) {
        int height = picture.shape().dimension(1);
        int width = picture.shape().dimension(2);
        float[] grey = new float[height * width];
        for (int at = 0; at < picture.values().length; at++) {
            grey[at % grey.length] += picture.values()[at];
        }
        float[] rows = smoothed(grey, height, width, 1);
        float[] smooth = smoothed(rows, width, height, width);
        for (int at = 0; at < grey.length; at++) {
            grey[at] -= smooth[at];
        }
        return grey;
    }

    /** Means along lines of {@code length} pixels that lie {@code step} apart. */
    private static float[] smoothed(float[] values, int lines, int length, int step) {
        float[] means = new float[values.length];
        for (int line = 0; line < lines; line++) {
            int start = step == 1 ? line * length : line;
            for (int at = 0; at < length; at++) {
                double sum = 0;
                for (int near = -SMOOTH; near <= SMOOTH; near++) {
                    sum += values[start + Math.clamp(at + near, 0, length - 1) * step];
                }
                means[start + at * step] = (float) (sum / (2 * SMOOTH + 1));
            }
        }
        return means;
    }

    /** How alike they are on average, -1 to 1; 0 for fewer than two. */
    static double of(List<Piece> pieces) {
        return mean(pieces, Sameness::best);
    }

    /** How alike pictures are all over: the least of what is found at four places that lie apart, pixel on pixel. */
    static double everywhere(List<float[]> details, int height, int width) {
        double least = 1;
        for (int place = 0; place < 4; place++) {
            int row = (place / 2 == 0 ? 1 : 4) * height / 5;
            int column = (place % 2 == 0 ? 1 : 4) * width / 5;
            List<Piece> pieces = details.stream()
                    .map(each -> new Piece(each, height, width, row, column))
                    .toList();
            least = Math.min(least, mean(pieces, (one, other) -> correlation(one, other, 0, 0)));
        }
        return least;
    }

    private static double mean(List<Piece> pieces, ToDoubleBiFunction<Piece, Piece> likeness) {
        List<Double> alike = new ArrayList<>();
        for (int one = 0; one < pieces.size(); one++) {
            for (int other = 0; other < one; other++) {
                alike.add(likeness.applyAsDouble(pieces.get(one), pieces.get(other)));
            }
        }
        return alike.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static double best(Piece one, Piece other) {
        double best = -1;
        for (int down = -REACH; down <= REACH; down += STEP) {
            for (int right = -REACH; right <= REACH; right += STEP) {
                best = Math.max(best, correlation(one, other, down, right));
            }
        }
        // What is in the same place in both need not be searched for.
        return Math.max(best, correlation(one, other, one.row - other.row, one.column - other.column));
    }

    private static double correlation(Piece one, Piece other, int down, int right) {
        int halfHeight = one.height / LONGEST_SHARE / 2;
        int halfWidth = one.width / LONGEST_SHARE / 2;
        double product = 0;
        double square = 0;
        double otherSquare = 0;
        for (int y = -halfHeight; y < halfHeight; y++) {
            for (int x = -halfWidth; x < halfWidth; x++) {
                double here = at(one, one.row + y, one.column + x);
                double there = at(other, other.row + y + down, other.column + x + right);
                product += here * there;
                square += here * here;
                otherSquare += there * there;
            }
        }
        double scale = Math.sqrt(square * otherSquare);
        return scale > 0 ? product / scale : 0;
    }

    private static double at(Piece piece, int row, int column) {
        boolean isInside = row >= 0 && column >= 0 && row < piece.height && column < piece.width;
        return isInside ? piece.details[row * piece.width + column] : 0;
    }
}
