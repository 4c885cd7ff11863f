package dev.regard.rewrite;

import dev.regard.onnx.DataType;

/**
 * Floats of 4 and 8 bits: a sign, an exponent, a mantissa. Micikevicius et al. 2022, FP8 Formats for Deep Learning; the
 * kinds that end in "uz" have one zero and one NaN, which takes the place of the negative zero, and an exponent that counts
 * from one more.
 */
final class SmallFloats {

    private SmallFloats() {}

    /** The number that a pattern of bits stands for. */
    static float value(DataType type, int bits) {
        return switch (type) {
            case FLOAT4E2M1 -> value(bits, 2, 1, 1);
            case FLOAT8E4M3FN -> (bits & 0x7F) == 0x7F ? Float.NaN : value(bits, 4, 3, 7);
            case FLOAT8E4M3FNUZ -> bits == 0x80 ? Float.NaN : value(bits, 4, 3, 8);
            case FLOAT8E5M2 -> (bits & 0x7F) < 0x7C ? value(bits, 5, 2, 15) : beyond(bits);
            case FLOAT8E5M2FNUZ -> bits == 0x80 ? Float.NaN : value(bits, 5, 2, 16);
            case FLOAT8E8M0 -> bits == 0xFF ? Float.NaN : Math.scalb(1f, bits - 127);
            default -> throw new IllegalArgumentException("no small float: " + type);
        };
    }

    private static float value(int bits, int exponentBits, int mantissaBits, int bias) {
        int exponent = bits >> mantissaBits & (1 << exponentBits) - 1;
        int mantissa = bits & (1 << mantissaBits) - 1;
        int whole = exponent == 0 ? mantissa : mantissa + (1 << mantissaBits);
        float size = Math.scalb((float) whole, Math.max(1, exponent) - bias - mantissaBits);
        return bits >> exponentBits + mantissaBits == 0 ? size : -size;
    }

    private static float beyond(int bits) {
        if ((bits & 3) != 0) {
            return Float.NaN;
        }
        return bits < 0x80 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
    }
}
