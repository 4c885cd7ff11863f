package dev.regard.image;

import java.util.HexFormat;

/** Colour maps: 33 colours each, evenly spaced, with straight lines between them. The page draws with the same ones. */
public enum ColorRamp {
    /** Mikhailov 2019; from least to most. */
    TURBO("23171b3e2a71493eae4a53d74569ee3c7ff83295f72ba9ef26bce125cdcf29dcbc32e9a73ff39350f98065fd6e7cfd5e95fb51"
            + "adf545c5ec3cdae034ecd12efac029ffad24ff9821ff821dfd6c1af05616df4111cb2f0db61f07a31302950c00900c00"),
    /** ColorBrewer's RdBu; from what speaks against to what speaks for, with zero in the middle. */
    SIGNED("0530610e417817518e2061a02a71ae367fb8448ec1569dc86bacd082bad898c7dfadd2e5bfdcebd0e4efdeebf2e9eff2f2efee"
            + "f7ece5fae4d8fbd9c7faccb4f7bca0f3aa8cec977ae48268db6d59d1574bc6413fb82d35a81d2d9411277e082367001f");

    private final byte[] colours;

    ColorRamp(String colours) {
        this.colours = HexFormat.of().parseHex(colours);
    }

    /**
     * One channel of a colour.
     *
     * @param place   0 to 1
     * @param channel 0 red, 1 green, 2 blue
     * @return 0 to 255
     */
    public double channel(double place, int channel) {
        int steps = colours.length / 3 - 1;
        double at = place * steps;
        int below = Math.min((int) at, steps - 1);
        int from = colours[3 * below + channel] & 0xff;
        int to = colours[3 * (below + 1) + channel] & 0xff;
        return from + (to - from) * (at - below);
    }

    /** How strongly a place covers the picture: in proportion to the value, so that what means nothing hides nothing. */
    public double cover(double place) {
        return this == SIGNED ? Math.abs(2 * place - 1) : place;
    }
}
