package dev.regard.explain;

import dev.regard.image.ModelInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Many pictures as one model sees them: as many as fit are kept, the others are decoded anew each time. For one thread. */
public final class Gallery {

    /** Numbers of all kept together: a quarter of a gigabyte. */
    private static final long MOST_NUMBERS = 64L << 20;

    private final List<byte[]> files;
    private final Map<Integer, ModelInput> kept = new HashMap<>();
    private long numbers;

    /** @param files bytes of the pictures */
    public Gallery(List<byte[]> files) {
        this.files = List.copyOf(files);
    }

    /** How many there are. */
    public int size() {
        return files.size();
    }

    /**
     * One of them. Throws {@link ExplainException} where it cannot be read.
     *
     * @param probe   of the model, always of the same one
     * @param picture its number
     */
    public ModelInput input(Probe probe, int picture) {
        @Nullable ModelInput known = kept.get(picture);
        if (known != null) {
            return known;
        }
        ModelInput read = probe.read(files.get(picture));
        int size = read.tensor().values().length;
        if (numbers + size <= MOST_NUMBERS) {
            numbers += size;
            kept.put(picture, read);
        }
        return read;
    }
}
