package dev.regard.cam;

/**
 * A map and where its cells lie.
 *
 * @param map      at its own small size
 * @param geometry in pixels of the picture
 */
public record PlacedMap(ActivationMap map, MapGeometry geometry) {

    /**
     * The same with larger cells, each the mean of several; cells that are left over at the end are left out.
     *
     * @param side how many cells there may be along each side
     */
    public PlacedMap coarse(int side) {
        int block = Math.ceilDiv(Math.max(map.height(), map.width()), side);
        if (block == 1 || map.height() < block || map.width() < block) {
            return this;
        }
        int height = map.height() / block;
        int width = map.width() / block;
        float[] means = new float[height * width];
        for (int row = 0; row < height * block; row++) {
            for (int column = 0; column < width * block; column++) {
                means[row / block * width + column / block] +=
                        map.values()[row * map.width() + column] / (block * block);
            }
        }
        double shift = (block - 1) / 2.0;
        return new PlacedMap(
                new ActivationMap(height, width, means),
                new MapGeometry(
                        geometry.x() + shift * geometry.stepX(),
                        geometry.y() + shift * geometry.stepY(),
                        block * geometry.stepX(),
                        block * geometry.stepY(),
                        geometry.exact()));
    }
}
