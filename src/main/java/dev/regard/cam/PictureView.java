package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The picture in a mirror, from nearer or from farther away: a map of it is put back where it belongs by its geometry.
 *
 * @param isFlipped true where left and right are exchanged
 * @param scale     above 1 from nearer: the borders are cut off; below 1 the outermost pixels go on beyond them
 */
public record PictureView(boolean isFlipped, double scale) {

    /** As it is. */
    public static final PictureView PLAIN = new PictureView(false, 1);

    private static final double[] SCALES = {1, 0.9, 1.1};

    /** Six views, the plain one first. */
    public static List<PictureView> all() {
        List<PictureView> views = new ArrayList<>();
        for (double scale : SCALES) {
            views.add(new PictureView(false, scale));
            views.add(new PictureView(true, scale));
        }
        return views;
    }

    /**
     * What is seen.
     *
     * @param picture [C, H, W]
     */
    public FloatTensor of(FloatTensor picture) {
        int height = picture.shape().dimension(1);
        int width = picture.shape().dimension(2);
        MapGeometry pixels = MapGeometry.even(height, width, height, width);
        // Where the pixels of the view lie in the picture.
        MapGeometry seen = scaled(pixels, width / 2.0, height / 2.0);
        float[] view = new float[picture.values().length];
        for (int channel = 0; channel < picture.shape().dimension(0); channel++) {
            ActivationMap plane =
                    new ActivationMap(height, width, picture.slice(channel).values());
            float[] resampled = mirrored(Bilinear.resample(plane, pixels, height, width, seen))
                    .values();
            System.arraycopy(resampled, 0, view, channel * resampled.length, resampled.length);
        }
        return new FloatTensor(picture.shape(), view);
    }

    /**
     * A map of the view as a map of the picture.
     *
     * @param map     its geometry in any pixels
     * @param centreX of the view, in the same pixels
     * @param centreY of the view, in the same pixels
     */
    public PlacedMap undo(PlacedMap map, double centreX, double centreY) {
        MapGeometry cells = map.geometry();
        double last = cells.x() + (map.map().width() - 1) * cells.stepX();
        double x = isFlipped ? 2 * centreX - last : cells.x();
        MapGeometry mirrored = new MapGeometry(x, cells.y(), cells.stepX(), cells.stepY(), cells.exact());
        return new PlacedMap(mirrored(map.map()), scaled(mirrored, centreX, centreY));
    }

    private MapGeometry scaled(MapGeometry cells, double centreX, double centreY) {
        return new MapGeometry(
                centreX + (cells.x() - centreX) / scale,
                centreY + (cells.y() - centreY) / scale,
                cells.stepX() / scale,
                cells.stepY() / scale,
                cells.exact());
    }

    private ActivationMap mirrored(ActivationMap map) {
        if (!isFlipped) {
            return map;
        }
        float[] mirrored = new float[map.values().length];
        for (int row = 0; row < map.height(); row++) {
            for (int column = 0; column < map.width(); column++) {
                mirrored[row * map.width() + column] = map.values()[(row + 1) * map.width() - 1 - column];
            }
        }
        return new ActivationMap(map.height(), map.width(), mirrored);
    }
}
