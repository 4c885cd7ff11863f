package dev.regard.image;

import java.util.Optional;

/** Transparent images: drawn on white, while a model is given the colours that the file stores beneath. */
final class Transparency {

    /** A colour that differs less from what is seen, of 255, makes no difference to speak of. */
    private static final int MIN_DIFFERENCE = 16;

    /** Soft edges alone are not worth a word. */
    private static final double MIN_SHARE = 0.005;

    private Transparency() {}

    static Pixels onWhite(Pixels pixels, byte[] alpha) {
        byte[] seen = pixels.rgb().clone();
        for (int at = 0; at < seen.length; at++) {
            seen[at] = (byte) (seen[at] + addedLight(seen[at], alpha[at / 3]));
        }
        return new Pixels(pixels.width(), pixels.height(), seen);
    }

    /** A note where colours that cannot be seen are a part of what a model is given. */
    static Optional<ImageNote> note(Pixels pixels, byte[] alpha) {
        int hidden = 0;
        for (int pixel = 0; pixel < alpha.length; pixel++) {
            hidden += alpha[pixel] != -1 && isHidden(pixels.rgb(), 3 * pixel, alpha[pixel]) ? 1 : 0;
        }
        return hidden <= MIN_SHARE * alpha.length ? Optional.empty() : Optional.of(note(hidden, alpha.length));
    }

    private static ImageNote note(int hidden, int all) {
        return new ImageNote(
                ImageNote.Kind.HIDDEN_COLOURS,
                ("%d %% of this image is transparent over other colours than white. The model is given these hidden colours;"
                                + " the image is drawn on white. Save it without transparency if that is not what you mean.")
                        .formatted(Math.max(1, Math.round(100.0 * hidden / all))));
    }

    private static boolean isHidden(byte[] rgb, int at, byte alpha) {
        return addedLight(rgb[at], alpha) >= MIN_DIFFERENCE
                || addedLight(rgb[at + 1], alpha) >= MIN_DIFFERENCE
                || addedLight(rgb[at + 2], alpha) >= MIN_DIFFERENCE;
    }

    /** The light that the white beneath adds to a sample. */
    private static int addedLight(byte sample, byte alpha) {
        return ((255 - (sample & 0xff)) * (255 - (alpha & 0xff)) + 127) / 255;
    }
}
