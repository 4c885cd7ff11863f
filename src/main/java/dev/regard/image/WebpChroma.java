package dev.regard.image;

/**
 * Smooths the colours of a lossy WebP as libwebp does, and with it Pillow and the browsers. Such a picture has one
 * sample of chroma (u, v) for 2 x 2 pixels of luma. TwelveMonkeys repeats it, which puts colours off by up to 119 of
 * 255. The samples that were coded follow from its RGB, and from them the RGB of libwebp, to the bit wherever the
 * colours of a 2 x 2 cell are not all saturated.
 */
final class WebpChroma {

    private final Pixels blocky;
    private final int cellColumns;
    private final int cellRows;
    private final int[] u;
    private final int[] v;

    private WebpChroma(Pixels blocky) {
        this.blocky = blocky;
        this.cellColumns = (blocky.width() + 1) / 2;
        this.cellRows = (blocky.height() + 1) / 2;
        this.u = new int[cellColumns * cellRows];
        this.v = new int[cellColumns * cellRows];
    }

    static Pixels smooth(Pixels blocky) {
        WebpChroma chroma = new WebpChroma(blocky);
        chroma.recover();
        return chroma.draw();
    }

    private void recover() {
        for (int row = 0; row < cellRows; row++) {
            for (int column = 0; column < cellColumns; column++) {
                recoverCell(row, column);
            }
        }
    }

    /** One unsaturated pixel tells the chroma exactly; where there is none, the mean of the saturated ones is close. */
    private void recoverCell(int row, int column) {
        byte[] rgb = blocky.rgb();
        double sumU = 0;
        double sumV = 0;
        int count = 0;
        for (int y = 2 * row; y < Math.min(2 * row + 2, blocky.height()); y++) {
            for (int x = 2 * column; x < Math.min(2 * column + 2, blocky.width()); x++) {
                int at = 3 * (y * blocky.width() + x);
                int red = rgb[at] & 0xff;
                int green = rgb[at + 1] & 0xff;
                int blue = rgb[at + 2] & 0xff;
                double pixelU = 128 - 0.148223 * red - 0.290993 * green + 0.439216 * blue;
                double pixelV = 128 + 0.439216 * red - 0.367788 * green - 0.071427 * blue;
                if (isUnsaturated(red) && isUnsaturated(green) && isUnsaturated(blue)) {
                    put(row, column, pixelU, pixelV);
                    return;
                }
                sumU += pixelU;
                sumV += pixelV;
                count++;
            }
        }
        put(row, column, sumU / count, sumV / count);
    }

    private void put(int row, int column, double cellU, double cellV) {
        u[row * cellColumns + column] = (int) Math.round(cellU);
        v[row * cellColumns + column] = (int) Math.round(cellV);
    }

    private Pixels draw() {
        byte[] smooth = new byte[blocky.rgb().length];
        for (int y = 0, at = 0; y < blocky.height(); y++) {
            int near = (y >> 1) * cellColumns;
            int far = Math.clamp((y >> 1) + ((y & 1) == 0 ? -1 : 1), 0, cellRows - 1) * cellColumns;
            for (int x = 0; x < blocky.width(); x++, at += 3) {
                int luma = luma(at, u[near + (x >> 1)], v[near + (x >> 1)]);
                put(smooth, at, luma, upsampled(u, near, far, x), upsampled(v, near, far, x));
            }
        }
        return new Pixels(blocky.width(), blocky.height(), smooth);
    }

    /** Undoes TwelveMonkeys' conversion, by its own integers, with whichever channel is not saturated. */
    private int luma(int at, int cellU, int cellV) {
        int red = blocky.rgb()[at] & 0xff;
        int green = blocky.rgb()[at + 1] & 0xff;
        int blue = blocky.rgb()[at + 2] & 0xff;
        int light;
        if (isUnsaturated(red)) {
            light = red - ((104597 * (cellV - 128) + 32768) >> 16);
        } else if (isUnsaturated(blue)) {
            light = blue - ((132201 * (cellU - 128) + 32768) >> 16);
        } else {
            light = green - ((32768 - 25674 * (cellU - 128) - 53279 * (cellV - 128)) >> 16);
        }
        return Math.clamp(16 + Math.floorDiv(light * 65536 + 76309 / 2, 76309), 0, 255);
    }

    /** Weighs the four nearest samples 9 : 3 : 3 : 1, in libwebp's order of rounding. */
    private int upsampled(int[] samples, int near, int far, int x) {
        int cell = x >> 1;
        int other = cell + ((x & 1) == 0 ? -1 : 1);
        int nearest = samples[near + cell];
        int below = samples[far + cell];
        if (other < 0 || other >= cellColumns) {
            return (3 * nearest + below + 2) >> 2;
        }
        int beside = samples[near + other];
        int sum = nearest + beside + below + samples[far + other] + 8;
        return (((sum + 2 * (beside + below)) >> 3) + nearest) >> 1;
    }

    private static void put(byte[] rgb, int at, int luma, int u, int v) {
        int light = (luma * 19077) >> 8;
        rgb[at] = toByte(light + ((v * 26149) >> 8) - 14234);
        rgb[at + 1] = toByte(light - ((u * 6419) >> 8) - ((v * 13320) >> 8) + 8708);
        rgb[at + 2] = toByte(light + ((u * 33050) >> 8) - 17685);
    }

    private static byte toByte(int value) {
        return (byte) Math.max(0, Math.min(255, value >> 6));
    }

    private static boolean isUnsaturated(int sample) {
        return sample > 0 && sample < 255;
    }
}
