package dev.regard.check;

import dev.regard.cam.GaussianBlur;
import dev.regard.tensor.FloatTensor;
import java.util.Arrays;
import java.util.Optional;

/** What stands where a part of the picture is hidden. */
public enum Cover {
    BLURRED("blurred") {
        @Override
        FloatTensor of(FloatTensor picture) {
            int side = Math.min(picture.shape().dimension(1), picture.shape().dimension(2));
            return GaussianBlur.of(picture, Math.max(1, side / BLUR));
        }
    },
    MEAN("mean") {
        @Override
        FloatTensor of(FloatTensor picture) {
            int pixels = picture.shape().dimension(1) * picture.shape().dimension(2);
            float[] plain = new float[picture.values().length];
            for (int from = 0; from < plain.length; from += pixels) {
                double sum = 0;
                for (int at = from; at < from + pixels; at++) {
                    sum += picture.values()[at];
                }
                Arrays.fill(plain, from, from + pixels, (float) (sum / pixels));
            }
            return new FloatTensor(picture.shape(), plain);
        }
    };

    /** The blur's standard deviation is this part of the picture's shorter side: 11 pixels of 224. */
    private static final double BLUR = 20;

    private final String id;

    Cover(String id) {
        this.id = id;
    }

    /** As clients name it. */
    public String id() {
        return id;
    }

    /** The one of this name. */
    public static Optional<Cover> named(String id) {
        return Arrays.stream(values()).filter(cover -> cover.id.equals(id)).findFirst();
    }

    /** @param picture [C, H, W] */
    abstract FloatTensor of(FloatTensor picture);
}
