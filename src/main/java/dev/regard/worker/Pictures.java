package dev.regard.worker;

import dev.regard.explain.Explanation;

/** What the worker asks about pictures besides explaining them. Blocking and thread-safe. */
public interface Pictures {

    /**
     * The size of a picture, upright, by its header alone.
     *
     * @param width  in pixels
     * @param height in pixels
     */
    record Size(int width, int height) {}

    /** Reads the header of a picture; throws {@link dev.regard.explain.ExplainException} where there is none. */
    Size inspect(byte[] picture);

    /** Draws the first map of an explanation over its picture, as a PNG. */
    byte[] overlay(byte[] picture, Explanation explanation);
}
