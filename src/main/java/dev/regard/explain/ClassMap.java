package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.Attribution;
import dev.regard.cam.MapFinding;
import dev.regard.cam.MapGeometry;
import dev.regard.cam.PlacedMap;
import org.jspecify.annotations.Nullable;

/**
 * The map of one class and where it lies in the picture.
 *
 * @param index       class index
 * @param label       class label
 * @param map         signed and unscaled; zeros where it is numerically nothing
 * @param geometry    in pixels of the upright picture
 * @param finding     what whoever looks at it must know; null: nothing special
 * @param alternative what this model offers of that which the finding advises; null: nothing
 * @param attribution how well integrated gradients add up; null for other methods
 */
public record ClassMap(
        int index,
        String label,
        ActivationMap map,
        MapGeometry geometry,
        @Nullable MapFinding finding,
        @Nullable Alternative alternative,
        @Nullable Attribution attribution) {

    /** True where the map is numerically nothing. */
    public boolean isNothing() {
        return finding != null && finding.kind().isNothing();
    }

    /** The same in larger cells, at most so many along each side. */
    public ClassMap coarse(int side) {
        PlacedMap coarse = placed().coarse(side);
        return new ClassMap(index, label, coarse.map(), coarse.geometry(), finding, alternative, attribution);
    }

    PlacedMap placed() {
        return new PlacedMap(map, geometry);
    }
}
