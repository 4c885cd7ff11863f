package dev.regard.ranking;

import dev.regard.image.ModelInput;
import dev.regard.metrics.Box;
import dev.regard.metrics.Region;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A picture to judge methods by.
 *
 * @param bytes      of the encoded picture
 * @param classIndex whose map is judged; null for the model's best one
 * @param truth      where the object is; null where nobody says it
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, never written to
public record Sample(
        byte[] bytes,
        @Nullable Integer classIndex,
        @Nullable Truth truth) {

    /** Where the objects of the class are, in pixels of what the model sees. */
    public interface Truth {

        /** Boxes round them; at least one. */
        List<Box> boxes(ModelInput input, int height, int width);

        /** Their pixels; empty where only boxes are known. */
        Optional<Region> mask(ModelInput input, int height, int width);
    }
}
