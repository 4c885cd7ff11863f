package dev.regard.image;

/** Resizing that takes pixels as they are: the nearest ones, or all of a window where nothing is resized. */
final class Picking {

    private Picking() {}

    static Samples pick(Samples source, Axis columns, Axis rows) {
        int channels = source.channels();
        int[] columnOf = nearest(columns);
        int[] rowOf = nearest(rows);
        byte[] result = new byte[rows.count() * columns.count() * channels];
        int out = 0;
        for (int row : rowOf) {
            for (int column : columnOf) {
                int in = row * source.rowBytes() + column * channels;
                for (int channel = 0; channel < channels; channel++) {
                    result[out++] = source.bytes()[in + channel];
                }
            }
        }
        return new Samples(columns.count(), rows.count(), channels, result);
    }

    /** Pillow adds up the steps instead of multiplying; the rounding decides between neighbours, so we add up too. */
    private static int[] nearest(Axis axis) {
        double step = (double) axis.from() / axis.to();
        double position = 0.5 * step;
        for (int i = 0; i < axis.start(); i++) {
            position += step;
        }
        int[] nearest = new int[axis.count()];
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = Math.min((int) position, axis.from() - 1);
            position += step;
        }
        return nearest;
    }
}
