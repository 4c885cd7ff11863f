package dev.regard.explain;

/**
 * How much was looked at, where a request asked for less than all.
 *
 * @param at what was looked at
 * @param of all there is
 * @param what for people, such as {@code feature maps}
 */
public record Looked(int at, int of, String what) {}
