package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.GraphCopy;

/** The turns of a loop, as many as there are whatever the picture. */
interface Turns {

    /** How many there are. */
    long count();

    /** What each of them does. */
    Attribute.Body body();

    /** Writes one behind the other, in the place of the node. */
    void write(GraphCopy copy);
}
