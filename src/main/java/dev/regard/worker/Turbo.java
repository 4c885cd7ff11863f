package dev.regard.worker;

import java.util.HexFormat;

/** The colour map turbo (Mikhailov, 2019) as 33 colours, evenly spaced, interpolated between: the table of the page. */
final class Turbo {

    private static final byte[] RAMP = HexFormat.of()
            .parseHex(
                    "23171b3e2a71493eae4a53d74569ee3c7ff83295f72ba9ef26bce125cdcf29dcbc32e9a73ff39350f98065fd6e7cfd5e95fb51"
                            + "adf545c5ec3cdae034ecd12efac029ffad24ff9821ff821dfd6c1af05616df4111cb2f0db61f07a31302950c00900c00");
    private static final int STEPS = RAMP.length / 3 - 1;

    private Turbo() {}

    /** Red (0), green (1) or blue (2), 0 to 255, at a place from 0 to 1. */
    static double channelAt(double place, int channel) {
        double at = Math.clamp(place, 0, 1) * STEPS;
        int below = Math.min((int) at, STEPS - 1);
        int from = RAMP[3 * below + channel] & 0xff;
        int to = RAMP[3 * below + 3 + channel] & 0xff;
        return from + (to - from) * (at - below);
    }
}
