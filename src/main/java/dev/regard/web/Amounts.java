package dev.regard.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them; the browser's {@code format.js} writes them alike. */
final class Amounts {

    private static final char THIN_SPACE = '\u202f';
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB");
    private static final double STEP = 1000;

    private Amounts() {}

    /** A whole number, in groups of three digits. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A size in the unit that fits. */
    static String bytes(long count) {
        double value = count;
        int unit = 0;
        while (value >= STEP && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        int digits = unit > 0 && value < 10 ? 1 : 0;
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP).toPlainString()
                + THIN_SPACE
                + UNITS.get(unit);
    }
}
