package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.GraphCopy;

/** A loop whose number of iterations is the same for every image, to be written out. */
interface Unrolling {

    /** The number of iterations. */
    long count();

    /** The graph of one iteration. */
    Attribute.Body body();

    /** Writes the iterations one behind the other, in the place of the node. */
    void write(GraphCopy copy);
}
