package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Class activation mapping. Zhou et al. 2016, Learning Deep Features for Discriminative Localization, section 2.
 *
 * <p>M<sub>k</sub>(i, j) = sum over c of w<sub>k,c</sub> A<sub>c</sub>(i, j), with A the feature maps that global
 * average pooling takes the mean of, and w<sub>k,c</sub> the weight of the linear layer behind it for class k. The
 * mean of M<sub>k</sub> over all cells and the bias add up to the class score: the map divides the score among places.
 */
public final class Cam {

    private Cam() {}

    /**
     * The map of one class.
     *
     * @param classMaps  M for all classes, [classes, h, w]
     * @param classIndex which class
     */
    public static ActivationMap map(FloatTensor classMaps, int classIndex) {
        FloatTensor map = classMaps.slice(classIndex);
        return new ActivationMap(map.shape().dimension(0), map.shape().dimension(1), map.values());
    }
}
