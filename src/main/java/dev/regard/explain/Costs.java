package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.cam.Occlusion;
import dev.regard.cam.PictureView;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what a request will cost before it is worked on: it counts runs, and tries how long one of them takes. */
final class Costs {

    /** To find the best size of a batch takes two runs of a few sizes. */
    private static final int MOST_TRIALS = 16;

    /** Runs of one picture, of which the quickest counts: the first ones are held up by reserving memory. */
    private static final int RUNS = 4;

    private final Engine engine;

    Costs(Engine engine) {
        this.engine = engine;
    }

    /** Runs the model on an empty picture a few times where that was not done before. */
    Cost of(MethodChoice choice, String client) {
        try (PassRunner runner =
                new PassRunner(engine, new Share(client, true), choice.model(), new Cancellation(), Progress.UNHEARD)) {
            Estimate estimate = new Estimate(choice, runner);
            double plain = estimate.once(Pass.SCORES, null);
            double nanos = estimate.nanos(plain);
            if (choice.options().isOn(MethodOption.SMOOTH)) {
                nanos *= PictureView.all().size();
            }
            return new Cost(nanos / plain, nanos / 1e6);
        }
    }

    private final class Estimate {
        private final MethodChoice choice;
        private final PassRunner runner;
        private final FloatTensor picture;

        Estimate(MethodChoice choice, PassRunner runner) {
            this.choice = choice;
            this.runner = runner;
            this.picture = FloatTensor.zeros(choice.model().graph().inputShape());
        }

        double nanos(double plain) {
            double sum = 0;
            for (LayerInfo layer : choice.layers()) {
                sum += nanosAt(layer, plain);
                if (!choice.method().hasLayer()) {
                    break;
                }
            }
            return sum;
        }

        private double nanosAt(LayerInfo layer, double plain) {
            CamMethod method = choice.method();
            MethodOptions options = choice.options();
            int classes = choice.classes() instanceof ClassSelection.Listed listed
                    ? listed.classes().size()
                    : choice.classes() instanceof ClassSelection.Best best ? best.count() : 1;
            return switch (method) {
                case ABLATION_CAM ->
                    choice.model().isExactAt(layer)
                            ? once(Pass.LAYER_GRADIENTS, layer)
                            : plain + layer.channels() * ofTail(layer);
                case SCORE_CAM -> plain + options.whole(MethodOption.CHANNELS) * ofPicture();
                case SMOOTHED_SCORE_CAM ->
                    plain
                            + (double) options.whole(MethodOption.CHANNELS)
                                    * options.whole(MethodOption.SAMPLES)
                                    * ofPicture();
                case INTEGRATED_SCORE_CAM ->
                    plain
                            + (double) options.whole(MethodOption.CHANNELS)
                                    * options.whole(MethodOption.STEPS)
                                    * ofPicture();
                case GROUP_CAM ->
                    once(Pass.LAYER_GRADIENTS, layer)
                            + classes * (options.whole(MethodOption.GROUPS) + 1) * ofPicture();
                case RECIPRO_CAM, VIT_RECIPRO_CAM -> plain + (layer.layout().cells() + 1) * ofTail(layer);
                case RISE -> plain + options.whole(MethodOption.MASKS) * ofPicture();
                case OCCLUSION -> plain + windows() * ofPicture();
                case INTEGRATED_GRADIENTS ->
                    (options.whole(MethodOption.STEPS) + 2) * classes * once(Pass.INPUT_GRADIENTS, null);
                case SMOOTH_GRAD ->
                    (options.whole(MethodOption.SAMPLES) + 1) * classes * once(Pass.INPUT_GRADIENTS, null);
                case SMOOTH_GRAD_CAM_PLUS_PLUS ->
                    (options.whole(MethodOption.SAMPLES) + 1) * classes * once(Pass.LAYER_GRADIENTS, layer);
                case CAM -> once(Pass.FORWARD, layer);
                case FEATURE_FACTORIZATION -> plain + options.whole(MethodOption.CONCEPTS) * ofTail(layer);
                case EIGEN_CAM, FEM, KPCA_CAM -> plain;
                case INPUT_GRADIENT, INPUT_X_GRADIENT -> once(Pass.INPUT_GRADIENTS, null);
                case GUIDED_BACKPROP -> once(Pass.GUIDED_GRADIENTS, null);
                case GUIDED_GRAD_CAM -> once(Pass.LAYER_GRADIENTS, layer) + once(Pass.GUIDED_GRADIENTS, null);
                case FULL_GRAD -> once(Pass.BIAS_GRADIENTS, null);
                case FINER_CAM -> plain + classes * once(Pass.LAYER_GRADIENTS, layer);
                case SHAPLEY_CAM -> (choice.model().isExactAt(layer) ? 1 : 3) * once(Pass.LAYER_GRADIENTS, layer);
                default -> once(Pass.LAYER_GRADIENTS, layer);
            };
        }

        private int windows() {
            return Occlusion.windows(
                    choice.model().graph().inputHeight(),
                    choice.model().graph().inputWidth(),
                    choice.options().whole(MethodOption.WINDOW),
                    choice.options().whole(MethodOption.STRIDE));
        }

        private double once(Pass pass, @Nullable LayerInfo layer) {
            String name = layer == null ? null : layer.name();
            return runner.once(pass, name, () -> {
                double quickest = Double.POSITIVE_INFINITY;
                for (int run = 0; run < RUNS; run++) {
                    runner.run(pass, name, Question.of(picture, 0), Set.of());
                    quickest = Math.min(quickest, runner.lastNanos());
                }
                return quickest;
            });
        }

        private double ofPicture() {
            Throughput throughput =
                    runner.throughput(Pass.SCORES, null, (long) picture.shape().size() * Float.BYTES);
            if (!throughput.isSettled()) {
                settle(throughput, new Sampler(Pass.SCORES, null, picture.shape(), null, (number, into, offset) -> {}));
            }
            return throughput.nanosOfOne();
        }

        private double ofTail(LayerInfo layer) {
            long bytes = (long) layer.channels() * layer.layout().cells() * Float.BYTES;
            Throughput throughput = runner.throughput(Pass.TAIL, layer.name(), bytes);
            if (!throughput.isSettled()) {
                FloatTensor values = runner.run(
                                Pass.ACTIVATIONS, layer.name(), Question.of(picture, 0), EnumSet.of(Wanted.ACTIVATIONS))
                        .get(Wanted.ACTIVATIONS);
                settle(
                        throughput,
                        new Sampler(Pass.TAIL, layer.name(), values.shape(), picture, (number, into, offset) -> {}));
            }
            return throughput.nanosOfOne();
        }

        private void settle(Throughput throughput, Sampler sampler) {
            for (int trial = 0; trial < MOST_TRIALS && !throughput.isSettled(); trial++) {
                int count = throughput.size();
                runner.run(sampler.pass(), sampler.layer(), () -> sampler.question(0, count), Set.of());
                throughput.note(count, runner.lastNanos());
            }
        }
    }
}
