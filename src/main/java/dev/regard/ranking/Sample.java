package dev.regard.ranking;

import dev.regard.explain.ClassSelection;
import dev.regard.explain.Truth;
import org.jspecify.annotations.Nullable;

/**
 * A picture to judge methods by.
 *
 * @param bytes     of the encoded picture
 * @param className of the class whose map is judged, or its index; null for the model's best one
 * @param truth     where the object is; null where nobody says it
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, never written to
public record Sample(
        byte[] bytes,
        ClassSelection.@Nullable Key className,
        @Nullable Truth truth) {}
