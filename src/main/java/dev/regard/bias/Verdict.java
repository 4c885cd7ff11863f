package dev.regard.bias;

import dev.regard.bias.BiasReport.Spot;

/** placeholder */
record Verdict(boolean suspicious, String reason) {
    static Verdict of(Spot spot, double sameness, Effect covered, Effect pasted, double elsewhere) {
        return new Verdict(false, "");
    }
}
