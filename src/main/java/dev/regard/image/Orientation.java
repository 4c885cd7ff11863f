package dev.regard.image;

/** How a stored picture must be turned to stand upright, in the order of EXIF's numbers 1 to 8. */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    ROTATED_180(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    ROTATED_90(true, false, true),
    TRANSVERSED(true, true, true),
    ROTATED_270(true, true, false);

    /** Upright rows come from stored columns. */
    private final boolean swapsAxes;
    /** Stored columns are read from the right. */
    private final boolean reversesColumns;
    /** Stored rows are read from the bottom. */
    private final boolean reversesRows;

    Orientation(boolean swapsAxes, boolean reversesColumns, boolean reversesRows) {
        this.swapsAxes = swapsAxes;
        this.reversesColumns = reversesColumns;
        this.reversesRows = reversesRows;
    }

    /** From EXIF's number; what is out of its range counts as upright, as it does in every viewer. */
    static Orientation of(int exif) {
        return exif >= 1 && exif <= 8 ? values()[exif - 1] : UPRIGHT;
    }

    /** The header of the turned picture. */
    ImageHeader upright(ImageHeader stored) {
        return swapsAxes ? new ImageHeader(stored.height(), stored.width(), stored.format()) : stored;
    }

    /** The picture, turned. */
    Pixels upright(Pixels stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int stepColumn = reversesColumns ? -3 : 3;
        int stepRow = (reversesRows ? -3 : 3) * stored.width();
        int start = (reversesColumns ? 3 * (stored.width() - 1) : 0)
                + (reversesRows ? 3 * stored.width() * (stored.height() - 1) : 0);
        return swapsAxes
                ? walk(stored, stored.height(), stored.width(), start, stepRow, stepColumn)
                : walk(stored, stored.width(), stored.height(), start, stepColumn, stepRow);
    }

    /** Steps are in bytes of the stored picture, for one pixel to the right and one down in the upright one. */
    private static Pixels walk(Pixels stored, int width, int height, int start, int stepX, int stepY) {
        byte[] from = stored.rgb();
        byte[] to = new byte[from.length];
        int out = 0;
        for (int y = 0; y < height; y++) {
            int in = start + y * stepY;
            for (int x = 0; x < width; x++, in += stepX) {
                to[out++] = from[in];
                to[out++] = from[in + 1];
                to[out++] = from[in + 2];
            }
        }
        return new Pixels(width, height, to);
    }
}
