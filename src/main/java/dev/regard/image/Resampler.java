package dev.regard.image;

import java.util.Arrays;

/**
 * Resizes as Pillow does, to the bit: one pass along the rows, then one along the columns, each in fixed point and
 * rounded to 8 bits; the kernel widens with the scale when a picture shrinks, so that every pixel counts.
 */
public final class Resampler {

    private static final int HALF = 1 << (Kernel.PRECISION - 1);

    private Resampler() {}

    /** The picture at another size, in pixels. */
    public static Pixels resize(Pixels picture, int width, int height, Interpolation interpolation) {
        Axis columns = Axis.whole(picture.width(), width);
        Axis rows = Axis.whole(picture.height(), height);
        Samples resized = resize(Samples.rgb(picture), columns, rows, interpolation);
        return new Pixels(width, height, resized.bytes());
    }

    /** The picture scaled down, where it is larger, so that its longer side has so many pixels. */
    public static Pixels within(Pixels picture, int longest) {
        double factor = Math.min(1, longest / (double) Math.max(picture.width(), picture.height()));
        int width = Math.max(1, (int) Math.round(picture.width() * factor));
        int height = Math.max(1, (int) Math.round(picture.height() * factor));
        return factor == 1 ? picture : resize(picture, width, height, Interpolation.BILINEAR);
    }

    /** The window that the axes ask for; the same to the bit as the window cut from the whole. */
    static Samples resize(Samples source, Axis columns, Axis rows, Interpolation interpolation) {
        if (interpolation == Interpolation.NEAREST || (!columns.isResized() && !rows.isResized())) {
            return Picking.pick(source, columns, rows);
        }
        if (!rows.isResized()) {
            return alongRows(source, Kernel.of(interpolation, columns), rows.start(), rows.count());
        }
        Kernel vertical = Kernel.of(interpolation, rows);
        int firstRow = vertical.first(0);
        Axis needed = new Axis(source.height(), source.height(), firstRow, vertical.end() - firstRow);
        Samples narrowed = columns.isResized()
                ? alongRows(source, Kernel.of(interpolation, columns), firstRow, needed.count())
                : Picking.pick(source, columns, needed);
        return alongColumns(narrowed, vertical, firstRow);
    }

    private static Samples alongRows(Samples source, Kernel kernel, int firstRow, int rowCount) {
        byte[] result = new byte[rowCount * kernel.count() * source.channels()];
        for (int y = 0; y < rowCount; y++) {
            int in = (firstRow + y) * source.rowBytes();
            int out = y * kernel.count() * source.channels();
            if (source.channels() == 3) {
                rgbRow(source.bytes(), in, kernel, result, out);
            } else {
                greyRow(source.bytes(), in, kernel, result, out);
            }
        }
        return new Samples(kernel.count(), rowCount, source.channels(), result);
    }

    private static void rgbRow(byte[] source, int row, Kernel kernel, byte[] result, int start) {
        int[] weights = kernel.weights();
        int out = start;
        for (int x = 0; x < kernel.count(); x++) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int in = row + 3 * kernel.first(x);
            int end = kernel.offset(x) + kernel.taps(x);
            for (int k = kernel.offset(x); k < end; k++, in += 3) {
                int weight = weights[k];
                red += (source[in] & 0xff) * weight;
                green += (source[in + 1] & 0xff) * weight;
                blue += (source[in + 2] & 0xff) * weight;
            }
            result[out++] = toByte(red);
            result[out++] = toByte(green);
            result[out++] = toByte(blue);
        }
    }

    private static void greyRow(byte[] source, int row, Kernel kernel, byte[] result, int start) {
        int[] weights = kernel.weights();
        for (int x = 0; x < kernel.count(); x++) {
            int sum = HALF;
            int in = row + kernel.first(x);
            int offset = kernel.offset(x);
            for (int k = 0; k < kernel.taps(x); k++) {
                sum += (source[in + k] & 0xff) * weights[offset + k];
            }
            result[start + x] = toByte(sum);
        }
    }

    private static Samples alongColumns(Samples source, Kernel kernel, int firstRow) {
        int rowBytes = source.rowBytes();
        byte[] result = new byte[kernel.count() * rowBytes];
        WideRows rows = new WideRows(source, kernel.size());
        int[] sums = new int[rowBytes];
        for (int y = 0; y < kernel.count(); y++) {
            Arrays.fill(sums, HALF);
            for (int k = 0; k < kernel.taps(y); k++) {
                add(rows.row(kernel.first(y) - firstRow + k), kernel.weights()[kernel.offset(y) + k], sums);
            }
            int out = y * rowBytes;
            for (int i = 0; i < rowBytes; i++) {
                result[out + i] = toByte(sums[i]);
            }
        }
        return new Samples(source.width(), kernel.count(), source.channels(), result);
    }

    /** By itself so that the compiler turns the loop into vector instructions. */
    private static void add(int[] row, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i] * weight;
        }
    }

    private static byte toByte(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> Kernel.PRECISION));
    }
}
