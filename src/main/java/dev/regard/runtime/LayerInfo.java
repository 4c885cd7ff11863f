package dev.regard.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A possible target layer.
 *
 * @param name             of its value in the graph
 * @param title            what a person calls it, such as "block 3 of 4"; the name again where it is no block of its own
 * @param layout           how its feature maps lie in it
 * @param hasClassMaps     true where the head behind it makes class activation mapping exact
 * @param gradientObstacle why no gradient reaches it, or none but zero; null where one does
 */
public record LayerInfo(
        String name,
        String title,
        FeatureLayout layout,
        boolean hasClassMaps,
        @Nullable String gradientObstacle) {

    /** Feature maps. */
    public int channels() {
        return layout.channels();
    }

    /** Rows of cells. */
    public int height() {
        return layout.height();
    }

    /** Columns of cells. */
    public int width() {
        return layout.width();
    }
}
