package dev.regard.bias;

import dev.regard.explain.Probe;
import dev.regard.image.ModelInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pictures as the model sees them: as many as fit are kept, the others are decoded anew each time. */
final class Gallery {

    /** Numbers of all kept together: a quarter of a gigabyte. */
    private static final long MOST_NUMBERS = 64L << 20;

    private final Probe probe;
    private final List<byte[]> files;
    private final Map<Integer, ModelInput> kept = new LinkedHashMap<>();
    private long numbers;

    Gallery(Probe probe, List<byte[]> files) {
        this.probe = probe;
        this.files = files;
    }

    int size() {
        return files.size();
    }

    ModelInput input(int picture) {
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
