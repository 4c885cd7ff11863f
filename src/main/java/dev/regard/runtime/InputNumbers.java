package dev.regard.runtime;

/** The kind of numbers that a model takes its picture in. */
public enum InputNumbers {
    /** Floats of any precision. */
    FLOATS,
    /** Whole numbers that hold samples from 0 to 255. */
    WHOLE,
    /** Whole numbers from -128 to 127. */
    SIGNED_BYTES
}
