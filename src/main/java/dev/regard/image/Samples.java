package dev.regard.image;

/**
 * Bytes of a picture with any number of channels, row by row, the channels of a pixel side by side.
 *
 * @param width    in pixels
 * @param height   in pixels
 * @param channels of a pixel
 * @param bytes    {@code width * height * channels}, shared
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, handed on
record Samples(int width, int height, int channels, byte[] bytes) {

    static Samples rgb(Pixels picture) {
        return new Samples(picture.width(), picture.height(), 3, picture.rgb());
    }

    /** Luma by ITU-R 601-2 in the integers of Pillow's {@code convert("L")}. */
    static Samples grey(Pixels picture) {
        byte[] rgb = picture.rgb();
        byte[] grey = new byte[rgb.length / 3];
        for (int i = 0; i < grey.length; i++) {
            int red = rgb[3 * i] & 0xff;
            int green = rgb[3 * i + 1] & 0xff;
            int blue = rgb[3 * i + 2] & 0xff;
            grey[i] = (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
        }
        return new Samples(picture.width(), picture.height(), 1, grey);
    }

    int rowBytes() {
        return width * channels;
    }
}
