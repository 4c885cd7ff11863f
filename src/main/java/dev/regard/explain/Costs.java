package dev.regard.explain;

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
            Cost cost = new Estimate(choice, runner).cost();
            return choice.options().isOn(MethodOption.SMOOTH)
                    ? cost.times(PictureView.all().size())
                    : cost;
        }
    }

    private final class Estimate {
        private final MethodChoice choice;
        private final PassRunner runner;
        private final FloatTensor picture;
        private final double plainNanos;

        Estimate(MethodChoice choice, PassRunner runner) {
            this.choice = choice;
            this.runner = runner;
            this.picture = FloatTensor.zeros(choice.model().graph().inputShape());
            this.plainNanos = nanos(Pass.SCORES, null);
        }

        Cost cost() {
            return choice.method().hasLayer()
                    ? choice.layers().stream().map(this::at).reduce(Cost::plus).orElseThrow()
                    : atPicture();
        }

        private Cost atPicture() {
            MethodOptions options = choice.options();
            int classes = choice.classes().count();
            return switch (choice.method()) {
                case RISE -> pictures(1 + options.whole(MethodOption.MASKS));
                case OCCLUSION -> pictures(1 + windows());
                case INTEGRATED_GRADIENTS ->
                    once(Pass.INPUT_GRADIENTS, null).times((options.whole(MethodOption.STEPS) + 2) * classes);
                case SMOOTH_GRAD ->
                    once(Pass.INPUT_GRADIENTS, null).times((options.whole(MethodOption.SAMPLES) + 1) * classes);
                case GUIDED_BACKPROP -> once(Pass.GUIDED_GRADIENTS, null);
                case FULL_GRAD -> once(Pass.BIAS_GRADIENTS, null);
                default -> once(Pass.INPUT_GRADIENTS, null);
            };
        }

        private Cost at(LayerInfo layer) {
            MethodOptions options = choice.options();
            int classes = choice.classes().count();
            return switch (choice.method()) {
                case ABLATION_CAM ->
                    choice.model().isExactAt(layer)
                            ? once(Pass.LAYER_GRADIENTS, layer)
                            : pictures(1).plus(tails(layer.channels(), layer));
                case SCORE_CAM -> pictures(1 + options.whole(MethodOption.CHANNELS));
                case SMOOTHED_SCORE_CAM ->
                    pictures(1 + (double) options.whole(MethodOption.CHANNELS) * options.whole(MethodOption.SAMPLES));
                case INTEGRATED_SCORE_CAM ->
                    pictures(1 + (double) options.whole(MethodOption.CHANNELS) * options.whole(MethodOption.STEPS));
                case GROUP_CAM ->
                    once(Pass.LAYER_GRADIENTS, layer)
                            .plus(pictures(classes * (options.whole(MethodOption.GROUPS) + 1.0)));
                case RECIPRO_CAM, VIT_RECIPRO_CAM ->
                    pictures(1).plus(tails(layer.layout().cells() + 1, layer));
                case SMOOTH_GRAD_CAM_PLUS_PLUS ->
                    once(Pass.LAYER_GRADIENTS, layer).times((options.whole(MethodOption.SAMPLES) + 1) * classes);
                case CAM -> once(Pass.FORWARD, layer);
                case FEATURE_FACTORIZATION -> pictures(1).plus(tails(options.whole(MethodOption.CONCEPTS), layer));
                case EIGEN_CAM, FEM, KPCA_CAM -> pictures(1);
                case GUIDED_GRAD_CAM -> once(Pass.LAYER_GRADIENTS, layer).plus(once(Pass.GUIDED_GRADIENTS, null));
                case FINER_CAM ->
                    pictures(1).plus(once(Pass.LAYER_GRADIENTS, layer).times(classes));
                case SHAPLEY_CAM ->
                    once(Pass.LAYER_GRADIENTS, layer).times(choice.model().isExactAt(layer) ? 1 : 3);
                default -> once(Pass.LAYER_GRADIENTS, layer);
            };
        }

        /** Whole forward passes. */
        private Cost pictures(double count) {
            double nanos = count == 1 ? plainNanos : count * ofPicture();
            return new Cost(count, nanos / 1e6);
        }

        /** Runs of what lies behind a layer. */
        private Cost tails(int count, LayerInfo layer) {
            return inTime(count * ofTail(layer));
        }

        private Cost once(Pass pass, @Nullable LayerInfo layer) {
            return inTime(nanos(pass, layer));
        }

        private Cost inTime(double nanos) {
            return new Cost(nanos / plainNanos, nanos / 1e6);
        }

        private int windows() {
            return Occlusion.windows(
                    choice.model().graph().inputHeight(),
                    choice.model().graph().inputWidth(),
                    choice.options().whole(MethodOption.WINDOW),
                    choice.options().whole(MethodOption.STRIDE));
        }

        private double nanos(Pass pass, @Nullable LayerInfo layer) {
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
