package dev.regard.cam;

import java.util.Comparator;
import java.util.List;

/**
 * One map from the maps of several layers: the mean of the normalized ones (ReLU, then min-max), read at the cells of
 * the finest. Normalizing gives every layer the same say; a layer where nothing speaks for the class adds nothing.
 *
 * <p>pytorch-grad-cam does the same at the size of the picture and scales the mean once more; torch-cam takes the largest
 * value of all layers in place of the mean. Both stretch maps evenly; here each cell lies where it looks.
 */
public final class LayerAverage {

    private LayerAverage() {}

    /**
     * The average, from 0 to 1.
     *
     * @param layers the maps of one class at several layers of one picture, at least one
     * @return of the size and geometry of the map with most cells, the first of equals
     */
    public static PlacedMap of(List<PlacedMap> layers) {
        PlacedMap finest = layers.stream()
                .max(Comparator.comparingInt(LayerAverage::cells))
                .orElseThrow(() -> new IllegalArgumentException("the average of layers needs at least one"));
        int height = finest.map().height();
        int width = finest.map().width();
        double[] sum = new double[height * width];
        for (PlacedMap layer : layers) {
            ActivationMap normalized = MapScaling.normalized(layer.map());
            ActivationMap read = Bilinear.resample(normalized, layer.geometry(), height, width, finest.geometry());
            for (int cell = 0; cell < sum.length; cell++) {
                sum[cell] += read.values()[cell];
            }
        }
        float[] mean = new float[sum.length];
        for (int cell = 0; cell < mean.length; cell++) {
            mean[cell] = (float) (sum[cell] / layers.size());
        }
        return new PlacedMap(new ActivationMap(height, width, mean), finest.geometry());
    }

    private static int cells(PlacedMap layer) {
        return layer.map().values().length;
    }
}
