package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/** From numbers for every pixel and channel of a picture to one number for every pixel. */
public final class ChannelReduction {

    private ChannelReduction() {}

    /**
     * The magnitude of the channel where it is largest; no value is below 0.
     *
     * @param perChannel [C, H, W]
     */
    public static ActivationMap largestMagnitude(FloatTensor perChannel) {
        int pixels = ChannelSum.cells(perChannel);
        double[] map = new double[pixels];
        for (int from = 0; from < perChannel.values().length; from += pixels) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                map[pixel] = Math.max(map[pixel], Math.abs(perChannel.values()[from + pixel]));
            }
        }
        return ChannelSum.map(perChannel, map);
    }

    /**
     * The sum of all channels, signed.
     *
     * @param perChannel [C, H, W]
     */
    public static ActivationMap sum(FloatTensor perChannel) {
        return ChannelSum.of(perChannel, perChannel, Term.ACTIVATION);
    }
}
