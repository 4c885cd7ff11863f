package dev.regard.image;

/**
 * One axis of a resize of which only a window is computed.
 *
 * @param from  pixels before the resize
 * @param to    pixels after the resize
 * @param start first pixel of the window, counted after the resize
 * @param count pixels of the window
 */
record Axis(int from, int to, int start, int count) {

    /** The whole axis. */
    static Axis whole(int from, int to) {
        return new Axis(from, to, 0, to);
    }

    boolean isResized() {
        return from != to;
    }
}
