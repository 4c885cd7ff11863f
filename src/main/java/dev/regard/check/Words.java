package dev.regard.check;

import java.util.Locale;

/** Numbers within sentences. */
final class Words {

    private Words() {}

    /** A share as so many per cent, without the sign: 93, 9.3, 0.05. */
    static String percent(double share) {
        double percent = 100 * share;
        if (percent > 0 && percent < 0.01) {
            return "less than 0.01";
        }
        int digits = percent >= 9.95 || percent == 0 ? 0 : percent >= 0.995 ? 1 : 2;
        return fixed(percent, digits);
    }

    /** A correlation, or a p-value. */
    static String fixed(double number, int digits) {
        String written = String.format(Locale.ROOT, "%." + digits + "f", number);
        return written.matches("-0\\.?0*") ? written.substring(1) : written;
    }
}
