package dev.regard.explain;

import dev.regard.cam.NoisyCopies;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Pictures made from one picture, looked at a few at a time, so that memory does not grow with their number. */
final class Samples {

    /** Rows in one run: more keep the cores no busier. */
    private static final int MOST_ROWS = 8;

    private final MethodRun run;
    private final IntFunction<FloatTensor> sample;
    private final int count;
    private final int[] classes;

    /**
     * @param sample  makes a picture of its number, of the input's shape
     * @param count   how many pictures
     * @param classes that each is asked about
     */
    Samples(MethodRun run, IntFunction<FloatTensor> sample, int count, int[] classes) {
        this.run = run;
        this.sample = sample;
        this.count = count;
        this.classes = classes;
    }

    /** Copies of the picture with the noise that was asked for; the same request gives the same copies. */
    static NoisyCopies noisy(MethodRun run) {
        MethodOptions options = run.choice().options();
        return NoisyCopies.ofLevel(
                run.input().tensor(), options.number(MethodOption.NOISE), options.whole(MethodOption.SEED));
    }

    /** Takes what one picture gave for one class. */
    interface Taker {
        /**
         * @param result   of several pictures
         * @param row      of the result
         * @param classRow which of the classes, by its place in the list
         */
        void take(ForwardBackward result, int row, int classRow);
    }

    /**
     * Looks at all pictures.
     *
     * @param name  what one is called, for people
     * @param pass  what to run
     * @param soFar what to show in the meantime; null where nothing means anything before the end
     */
    void forEach(String name, Function<Question, ForwardBackward> pass, Taker taker, MethodRun.@Nullable SoFar soFar) {
        int together = 1;
        for (int first = 0, size; first < count; first += size) {
            run.progress().report("%s %d of %d".formatted(name, first + 1, count), first, count);
            size = Math.min(together, count - first);
            ForwardBackward result = pass.apply(question(first, size));
            for (int row = 0; row < size * classes.length; row++) {
                taker.take(result, row, row % classes.length);
            }
            if (soFar != null && first + size < count) {
                run.partial().show(soFar);
            }
            together = next(size, run.runner().lastNanos());
        }
    }

    /** Twice as many at once, as long as that is no longer slice than others should wait for. */
    private int next(int size, long nanos) {
        boolean isShort = 2 * nanos <= Throughput.LONGEST_SLICE_NANOS;
        return isShort && 2 * size * classes.length <= MOST_ROWS ? 2 * size : size;
    }

    private Question question(int first, int size) {
        int[] extents = run.input().tensor().shape().dimensions();
        extents[0] = size;
        FloatTensor pictures = FloatTensor.zeros(Shape.of(extents));
        long[] rows = new long[size * classes.length];
        long[] asked = new long[rows.length];
        int length = pictures.values().length / size;
        for (int number = 0; number < size; number++) {
            System.arraycopy(sample.apply(first + number).values(), 0, pictures.values(), number * length, length);
            for (int classRow = 0; classRow < classes.length; classRow++) {
                rows[number * classes.length + classRow] = number;
                asked[number * classes.length + classRow] = classes[classRow];
            }
        }
        return new Question(pictures, rows, asked);
    }
}
