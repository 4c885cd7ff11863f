package dev.regard.image;

/** What the components of a JPEG mean, and their way to RGB in the integers of libjpeg and Pillow. Works in place where it can. */
enum JpegColors {
    GREY(1),
    RGB(3),
    YCC(3),
    CMYK(4),
    YCCK(4);

    private static final int HALF = 1 << 15;
    private static final int RED_OF_CR = fixed(1.402);
    private static final int GREEN_OF_CB = fixed(0.34414);
    private static final int GREEN_OF_CR = fixed(0.71414);
    private static final int BLUE_OF_CB = fixed(1.772);

    private final int components;

    JpegColors(int components) {
        this.components = components;
    }

    int components() {
        return components;
    }

    /**
     * Converts one sample of each component a pixel to RGB.
     *
     * @param samples may be overwritten and returned
     */
    byte[] toRgb(byte[] samples) {
        return switch (this) {
            case GREY -> Rgb.ofGrey(samples);
            case RGB -> samples;
            case YCC -> yccToRgb(samples, 3);
            case CMYK -> cmykToRgb(samples, 0xff);
            case YCCK -> cmykToRgb(yccToRgb(samples, 4), 0);
        };
    }

    private static byte[] yccToRgb(byte[] samples, int stride) {
        for (int i = 0; i < samples.length; i += stride) {
            int y = samples[i] & 0xff;
            int cb = (samples[i + 1] & 0xff) - 128;
            int cr = (samples[i + 2] & 0xff) - 128;
            samples[i] = clamp(y + ((RED_OF_CR * cr + HALF) >> 16));
            samples[i + 1] = clamp(y + ((HALF - GREEN_OF_CB * cb - GREEN_OF_CR * cr) >> 16));
            samples[i + 2] = clamp(y + ((BLUE_OF_CB * cb + HALF) >> 16));
        }
        return samples;
    }

    /**
     * Multiplies what the inks and the black let through. Adobe stores inks inverted, and so does everybody else.
     *
     * @param inversion exclusive-ored with a stored sample to get the ink: the RGB within YCCK already is the ink
     */
    private static byte[] cmykToRgb(byte[] samples, int inversion) {
        byte[] rgb = new byte[samples.length / 4 * 3];
        for (int in = 0, out = 0; out < rgb.length; in += 4) {
            int light = samples[in + 3] & 0xff;
            for (int channel = 0; channel < 3; channel++) {
                int ink = (samples[in + channel] & 0xff) ^ inversion;
                int product = ink * light + 128;
                rgb[out++] = clamp(light - (((product >> 8) + product) >> 8));
            }
        }
        return rgb;
    }

    private static byte clamp(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }

    private static int fixed(double value) {
        return (int) (value * 65536 + 0.5);
    }
}
