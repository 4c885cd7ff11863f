package dev.regard.image;

import java.util.HexFormat;

/**
 * The colour map Turbo (Mikhailov 2019), from least to most: 33 colours, evenly spaced, with straight lines between
 * them. The page draws with the same ones.
 */
public final class Turbo {

    private static final byte[] RAMP = HexFormat.of()
            .parseHex(
                    "23171b3e2a71493eae4a53d74569ee3c7ff83295f72ba9ef26bce125cdcf29dcbc32e9a73ff39350f98065fd6e7cfd5e95fb51"
                            + "adf545c5ec3cdae034ecd12efac029ffad24ff9821ff821dfd6c1af05616df4111cb2f0db61f07a31302950c00900c00");
    private static final int STEPS = RAMP.length / 3 - 1;

    private Turbo() {}

    /**
     * One channel of a colour.
     *
     * @param place   0 to 1
     * @param channel 0 red, 1 green, 2 blue
     * @return 0 to 255
     */
    public static double channel(double place, int channel) {
        double at = place * STEPS;
        int below = Math.min((int) at, STEPS - 1);
        int from = RAMP[3 * below + channel] & 0xff;
        int to = RAMP[3 * (below + 1) + channel] & 0xff;
        return from + (to - from) * (at - below);
    }
}
