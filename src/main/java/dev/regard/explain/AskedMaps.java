package dev.regard.explain;

import dev.regard.cam.AblationCam;
import dev.regard.cam.ActivationMap;
import dev.regard.cam.CamMethod;
import dev.regard.cam.CellMasks;
import dev.regard.cam.GaussianBlur;
import dev.regard.cam.GroupCam;
import dev.regard.cam.IntegratedScoreCam;
import dev.regard.cam.MapCheck;
import dev.regard.cam.Perturbation;
import dev.regard.cam.PictureMasks;
import dev.regard.cam.ReciproCam;
import dev.regard.cam.ScoreCam;
import dev.regard.cam.SmoothedScoreCam;
import dev.regard.cam.VitReciproCam;
import dev.regard.explain.MethodRun.Found;
import dev.regard.explain.MethodRun.SoFar;
import dev.regard.runtime.AlteredActivations;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The methods at a target layer that ask the model about altered copies, of the picture or of the layer's activations. */
final class AskedMaps {

    /** Of the blurred picture behind a group's mask, in pixels at 224; the paper's is 10 at most. */
    private static final double BLUR_AT_224 = 10;

    private final MethodRun run;
    private final LayerInfo layer;

    AskedMaps(MethodRun run, LayerInfo layer) {
        this.run = run;
        this.layer = layer;
    }

    /** True for these methods. */
    static boolean isFor(CamMethod method) {
        return switch (method) {
            case ABLATION_CAM,
                    SCORE_CAM,
                    SMOOTHED_SCORE_CAM,
                    INTEGRATED_SCORE_CAM,
                    GROUP_CAM,
                    RECIPRO_CAM,
                    VIT_RECIPRO_CAM -> true;
            default -> false;
        };
    }

    Found make() {
        CamMethod method = run.choice().method();
        if (method == CamMethod.GROUP_CAM) {
            return groupCam();
        }
        boolean isExact = method == CamMethod.ABLATION_CAM && run.model().isExactAt(layer);
        return isExact ? exactAblationCam() : new Asked().make(method);
    }

    private Found exactAblationCam() {
        ForwardBackward result = gradients();
        FloatTensor activations = maps(result.get(Wanted.ACTIVATIONS).slice(0));
        List<ClassMap> maps = new ArrayList<>();
        for (int row = 0; row < result.classes().length; row++) {
            int index = result.classes()[row];
            double score = result.scores().slice(row).values()[index];
            FloatTensor gradients = maps(result.get(Wanted.GRADIENTS).slice(row));
            ActivationMap map = AblationCam.exact(activations, gradients, score);
            maps.add(run.atLayer(layer, index, map, MapCheck.ofAnswers(map)));
        }
        return Found.of(result, maps);
    }

    /** Class by class, as the groups' maps depend on it. */
    private Found groupCam() {
        ForwardBackward result = gradients();
        FloatTensor activations = maps(result.get(Wanted.ACTIVATIONS).slice(0));
        MaskedPictures pictures = new MaskedPictures(run, blurred());
        List<ClassMap> maps = new ArrayList<>();
        for (int row = 0; row < result.classes().length; row++) {
            int index = result.classes()[row];
            GroupCam method = new GroupCam(
                    activations,
                    maps(result.get(Wanted.GRADIENTS).slice(row)),
                    run.model().graph().inputHeight(),
                    run.model().graph().inputWidth(),
                    run.choice().options().whole(MethodOption.GROUPS));
            String name = "Group of class %d of %d:".formatted(row + 1, result.classes().length);
            SoFar soFar = () -> Found.of(result, with(maps, map(index, method.map(0))));
            new Inquiry(run, name, all -> new double[] {all[index]}).ask(method, pictures.sampler(method), soFar);
            maps.add(map(index, method.map(0)));
        }
        return Found.of(result, maps);
    }

    private static List<ClassMap> with(List<ClassMap> maps, ClassMap another) {
        List<ClassMap> more = new ArrayList<>(maps);
        more.add(another);
        return more;
    }

    private FloatTensor blurred() {
        double deviation = BLUR_AT_224 * run.model().graph().inputHeight() / 224;
        FloatTensor blurred = GaussianBlur.of(run.picture(), deviation);
        Shape one = run.input().tensor().slice(0).shape();
        return run.model().graph().inputLayout().value(blurred, one);
    }

    private ForwardBackward gradients() {
        return run.runner()
                .run(
                        Pass.LAYER_GRADIENTS,
                        layer.name(),
                        run.question(),
                        EnumSet.of(Wanted.ACTIVATIONS, Wanted.GRADIENTS));
    }

    private ClassMap map(int index, ActivationMap map) {
        return run.atLayer(layer, index, map, MapCheck.ofAnswers(map));
    }

    private FloatTensor maps(FloatTensor values) {
        return layer.layout().maps(values);
    }

    /** Those for which the classes share what the model is asked. */
    private final class Asked {
        private final ForwardBackward first = run.runner()
                .run(
                        Pass.ACTIVATIONS,
                        layer.name(),
                        Question.of(run.input().tensor(), 0),
                        EnumSet.of(Wanted.ACTIVATIONS));
        private final FloatTensor values = first.get(Wanted.ACTIVATIONS);
        private final FloatTensor activations = maps(values.slice(0));
        private final List<Integer> classes = run.classes(first);
        private final MethodOptions options = run.choice().options();
        private final int height = run.model().graph().inputHeight();
        private final int width = run.model().graph().inputWidth();

        Found make(CamMethod method) {
            return switch (method) {
                case ABLATION_CAM -> ablationCam();
                case SCORE_CAM ->
                    pictures(new ScoreCam(activations, height, width, classes.size(), channels()), "Feature map");
                case SMOOTHED_SCORE_CAM ->
                    pictures(
                            new SmoothedScoreCam(activations, height, width, classes.size(), channels(), copies()),
                            "Noisy feature map");
                case INTEGRATED_SCORE_CAM ->
                    pictures(
                            new IntegratedScoreCam(
                                    activations,
                                    height,
                                    width,
                                    classes.size(),
                                    channels(),
                                    options.whole(MethodOption.STEPS)),
                            "Step of a feature map");
                case RECIPRO_CAM -> cells(new ReciproCam(layer.height(), layer.width(), classes.size()));
                case VIT_RECIPRO_CAM -> cells(new VitReciproCam(layer.height(), layer.width(), classes.size()));
                default -> throw new IllegalArgumentException(method + " asks no questions here");
            };
        }

        private int channels() {
            return Math.min(options.whole(MethodOption.CHANNELS), layer.channels());
        }

        private SmoothedScoreCam.Copies copies() {
            return new SmoothedScoreCam.Copies(
                    options.whole(MethodOption.SAMPLES),
                    options.number(MethodOption.NOISE),
                    options.whole(MethodOption.SEED));
        }

        private Found pictures(PictureMasks method, String name) {
            return ask(method, MaskedPictures.onZero(run).sampler(method), name);
        }

        private Found cells(CellMasks method) {
            AlteredActivations altered = altered();
            return ask(
                    method,
                    tail((question, into, offset) -> altered.scaledCells(method.mask(question), into, offset)),
                    "Cell");
        }

        private Found ablationCam() {
            AlteredActivations altered = altered();
            AblationCam method =
                    new AblationCam(activations, scores(first.scores().slice(0).values()));
            return ask(method, tail(altered::withoutChannel), "Feature map");
        }

        private AlteredActivations altered() {
            return new AlteredActivations(layer.layout(), values.slice(0));
        }

        private Sampler tail(Sampler.Writer writer) {
            return new Sampler(
                    Pass.TAIL, layer.name(), values.shape(), run.input().tensor(), writer);
        }

        private Found ask(Perturbation method, Sampler sampler, String name) {
            new Inquiry(run, name, this::scores).ask(method, sampler, () -> found(method));
            return found(method);
        }

        private double[] scores(float[] all) {
            return classes.stream().mapToDouble(index -> all[index]).toArray();
        }

        private Found found(Perturbation method) {
            List<ClassMap> maps = new ArrayList<>();
            for (int row = 0; row < classes.size(); row++) {
                maps.add(map(classes.get(row), method.map(row)));
            }
            boolean isPart = options.has(MethodOption.CHANNELS) && channels() < layer.channels();
            Looked looked = isPart ? new Looked(channels(), layer.channels(), "feature maps") : null;
            return new Found(first.scores().slice(0).values(), maps, List.of(), looked);
        }
    }
}
