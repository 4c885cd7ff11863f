package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Guided Grad-CAM. Selvaraju et al. 2017, Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
 * Localization.
 *
 * <p>M(i, j) = L(i, j) max over c of |G<sub>c</sub>(i, j)|, where G is the gradient of {@link GuidedBackprop} and L =
 * max(0, {@link GradCam}), enlarged bilinearly to the picture. The paper keeps the product of each channel; as L is at
 * least 0, the maximum may be taken before. pytorch-grad-cam first scales L to 0 to 1, Captum enlarges to the nearest cell
 * by default. We keep the numbers and lay each cell where it looks.
 */
public final class GuidedGradCam {

    private GuidedGradCam() {}

    /**
     * The map of one class; no value is below 0.
     *
     * @param guidedGradients G, [C, H, W]
     * @param gradCam         the map of Grad-CAM, with or without its ReLU
     * @param cells           where its cells lie, in pixels of the model's input; {@link MapGeometry#even} stretches evenly
     */
    public static ActivationMap map(FloatTensor guidedGradients, ActivationMap gradCam, MapGeometry cells) {
        ActivationMap edges = GuidedBackprop.map(guidedGradients);
        MapGeometry pixels = MapGeometry.even(edges.height(), edges.width(), edges.height(), edges.width());
        ActivationMap place =
                Bilinear.resample(MapScaling.positive(gradCam), cells, edges.height(), edges.width(), pixels);
        float[] product = edges.values().clone();
        for (int pixel = 0; pixel < product.length; pixel++) {
            product[pixel] *= place.values()[pixel];
        }
        return new ActivationMap(edges.height(), edges.width(), product);
    }
}
