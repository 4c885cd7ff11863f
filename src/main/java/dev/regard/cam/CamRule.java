package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import java.util.Optional;

/** A method that makes its map from the activations and gradients of one layer in one run. */
@FunctionalInterface
public interface CamRule {

    /**
     * The map of one class, unscaled.
     *
     * @param activations A, [C, h, w]
     * @param gradients   dy / dA, [C, h, w]
     */
    ActivationMap map(FloatTensor activations, FloatTensor gradients);

    /** The rule of a method; empty for one that needs something else, or more runs. */
    static Optional<CamRule> of(CamMethod method) {
        return switch (method) {
            case GRAD_CAM -> Optional.of(GradCam::map);
            case GRAD_CAM_PLUS_PLUS -> Optional.of(GradCamPlusPlus::map);
            case X_GRAD_CAM -> Optional.of(XGradCam::map);
            case LAYER_CAM -> Optional.of(LayerCam::map);
            case HIRES_CAM -> Optional.of(HiResCam::map);
            case GRAD_CAM_ELEMENTWISE -> Optional.of(GradCamElementwise::map);
            case EIGEN_GRAD_CAM -> Optional.of(EigenGradCam::map);
            default -> Optional.empty();
        };
    }
}
