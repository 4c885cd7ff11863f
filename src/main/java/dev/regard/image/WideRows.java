package dev.regard.image;

/**
 * The rows of a picture as ints, each widened once and kept while the next few are asked for: the compiler vectorizes
 * arithmetic on ints, but not on unsigned bytes. Rows must be asked for in windows that only move down.
 */
final class WideRows {

    private final Samples source;
    private final int[][] ring;
    private int widened;

    /** As many rows are kept as one window spans at most. */
    WideRows(Samples source, int window) {
        this.source = source;
        this.ring = new int[Math.min(window, source.height())][source.rowBytes()];
    }

    int[] row(int index) {
        for (; widened <= index; widened++) {
            int[] row = ring[widened % ring.length];
            int start = widened * source.rowBytes();
            for (int i = 0; i < row.length; i++) {
                row[i] = source.bytes()[start + i] & 0xff;
            }
        }
        return ring[index % ring.length];
    }
}
