package dev.regard.runtime;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What to run: pictures, and rows that each ask about one class of one of them.
 *
 * @param pictures as the model takes them, batch first
 * @param activations of the target layer, one for each row, batch first, where a tail starts from them; else null
 * @param rows     which picture each row is of, at least one row
 * @param classes  which class each row asks about: its index, or -1 for the picture's best class, -2 for the second, ...
 */
@SuppressWarnings("ArrayRecordComponent") // made for one run
public record Question(FloatTensor pictures, @Nullable FloatTensor activations, long[] rows, long[] classes) {

    public Question(FloatTensor pictures, long[] rows, long[] classes) {
        this(pictures, null, rows, classes);
    }

    public Question {
        if (rows.length != classes.length || rows.length == 0) {
            throw new IllegalArgumentException("one class for each row is needed, given " + rows.length + " rows and "
                    + classes.length + " classes");
        }
    }

    /** Some classes of one picture. */
    public static Question of(FloatTensor picture, long... classes) {
        return new Question(picture, new long[classes.length], classes);
    }

    /** The k best classes of one picture. */
    public static Question best(FloatTensor picture, int k) {
        return of(picture, LongStream.rangeClosed(1, k).map(rank -> -rank).toArray());
    }

    /** One class of several pictures. */
    public static Question ofEach(FloatTensor pictures, long classIndex) {
        int count = pictures.shape().dimension(0);
        long[] classes = new long[count];
        Arrays.fill(classes, classIndex);
        return new Question(pictures, LongStream.range(0, count).toArray(), classes);
    }

    /**
     * One class of altered activations of a picture.
     *
     * @param picture     as the model takes it, a batch of one: something of it may lead past the layer
     * @param activations of the target layer as {@link ExplainableModel.Wanted#ACTIVATIONS} gives them, [rows, ...]
     */
    public static Question ofTail(FloatTensor picture, FloatTensor activations, long classIndex) {
        int count = activations.shape().dimension(0);
        long[] classes = new long[count];
        Arrays.fill(classes, classIndex);
        return new Question(picture, activations, new long[count], classes);
    }

    /** How many rows it has. */
    public int rowCount() {
        return rows.length;
    }

    /** Whether all of it is about one picture. */
    public boolean isOfOnePicture() {
        return pictures.shape().dimension(0) == 1;
    }

    /** The rows {@code from} to {@code to}, without the latter, with all pictures. */
    public Question rows(int from, int to) {
        return new Question(
                pictures,
                activations == null ? null : part(activations, from, to),
                Arrays.copyOfRange(rows, from, to),
                Arrays.copyOfRange(classes, from, to));
    }

    /** One row of it, with its picture alone. */
    Question row(int row) {
        return new Question(
                one(pictures, (int) rows[row]),
                activations == null ? null : one(activations, row),
                new long[1],
                new long[] {classes[row]});
    }

    private static FloatTensor one(FloatTensor batch, int number) {
        return part(batch, number, number + 1);
    }

    private static FloatTensor part(FloatTensor batch, int from, int to) {
        int[] extents = batch.shape().dimensions();
        int size = batch.values().length / extents[0];
        extents[0] = to - from;
        return new FloatTensor(Shape.of(extents), Arrays.copyOfRange(batch.values(), from * size, to * size));
    }
}
