package dev.regard.rewrite;

/** How a node of an older version is written in the newest. */
@FunctionalInterface
interface Lifting {

    /** Writes nodes of which the last gives the original's outputs. */
    void write(LiftedNode node);
}
