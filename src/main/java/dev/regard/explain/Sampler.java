package dev.regard.explain;

import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Makes the altered copies that a method asks about.
 *
 * @param pass   that takes them
 * @param layer  name of the target layer; null for a pass that has none
 * @param sample shape of one with a batch of 1
 * @param picture that the activations are of, where the pass takes activations; null where it takes pictures
 * @param writer writes one
 */
record Sampler(
        Pass pass,
        @Nullable String layer,
        Shape sample,
        @Nullable FloatTensor picture,
        Writer writer) {

    /** Writes a copy. */
    interface Writer {
        /**
         * @param question that the copy is for
         * @param into     where to
         * @param offset   of its first number
         */
        void write(int question, float[] into, int offset);
    }

    long sampleBytes() {
        return (long) sample.size() * Float.BYTES;
    }

    /** Copies for the next questions, to be run together. */
    Question question(int first, int count) {
        int[] extents = sample.dimensions();
        extents[0] = count;
        FloatTensor copies = FloatTensor.zeros(Shape.of(extents));
        for (int index = 0; index < count; index++) {
            writer.write(first + index, copies.values(), index * sample.size());
        }
        return picture == null ? Question.ofEach(copies, 0) : Question.ofTail(picture, copies, 0);
    }
}
