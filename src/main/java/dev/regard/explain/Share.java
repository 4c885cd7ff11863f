package dev.regard.explain;

/**
 * Whose work it is.
 *
 * @param client each has the same share of a device
 * @param isLong true for work that is cut into slices, between which others may go first
 */
record Share(String client, boolean isLong) {}
