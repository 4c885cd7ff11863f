package dev.regard.image;

/**
 * The weights of a resize along one axis, as Pillow computes them: in fixed point with {@value #PRECISION} bits behind
 * the point, so that the result is the same to the bit.
 */
final class Kernel {

    /** Leaves room in an int for 8 bits of a sample and 2 of overshoot. */
    static final int PRECISION = 32 - 8 - 2;

    private final int size;
    private final int[] first;
    private final int[] taps;
    private final int[] weights;

    private Kernel(int count, int size) {
        this.size = size;
        this.first = new int[count];
        this.taps = new int[count];
        this.weights = new int[Math.multiplyExact(count, size)];
    }

    static Kernel of(Interpolation interpolation, Axis axis) {
        double scale = (double) axis.from() / axis.to();
        double stretch = Math.max(1, scale);
        double support = interpolation.support() * stretch;
        int size = 2 * (int) Math.ceil(support) + 1;
        Kernel kernel = new Kernel(axis.count(), size);
        double[] row = new double[size];
        for (int i = 0; i < axis.count(); i++) {
            double centre = (axis.start() + i + 0.5) * scale;
            int from = Math.max(0, (int) (centre - support + 0.5));
            int to = Math.min(axis.from(), (int) (centre + support + 0.5));
            kernel.first[i] = from;
            kernel.taps[i] = to - from;
            for (int j = 0; j < to - from; j++) {
                row[j] = interpolation.weight((j + from - centre + 0.5) * (1 / stretch));
            }
            kernel.putNormalized(i, row);
        }
        return kernel;
    }

    private void putNormalized(int index, double[] row) {
        double sum = 0;
        for (int j = 0; j < taps[index]; j++) {
            sum += row[j];
        }
        for (int j = 0; j < taps[index]; j++) {
            double weight = (sum == 0 ? row[j] : row[j] / sum) * (1 << PRECISION);
            weights[index * size + j] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
        }
    }

    /** Pixels of the result. */
    int count() {
        return first.length;
    }

    /** More source pixels than count for any pixel of the result. */
    int size() {
        return size;
    }

    /** The first source pixel that counts for a pixel of the result. */
    int first(int index) {
        return first[index];
    }

    /** How many source pixels count for it. */
    int taps(int index) {
        return taps[index];
    }

    /** Where its weights begin in {@link #weights()}. */
    int offset(int index) {
        return index * size;
    }

    int[] weights() {
        return weights;
    }

    /** The end, exclusive, of the source pixels that count for any pixel of the result. */
    int end() {
        int last = count() - 1;
        return first[last] + taps[last];
    }
}
