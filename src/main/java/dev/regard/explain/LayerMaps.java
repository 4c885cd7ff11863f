package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.Cam;
import dev.regard.cam.CamMethod;
import dev.regard.cam.CamRule;
import dev.regard.cam.EigenCam;
import dev.regard.cam.MapCheck;
import dev.regard.cam.MapFinding;
import dev.regard.cam.NoisyCopies;
import dev.regard.cam.SmoothGradCamPlusPlus;
import dev.regard.explain.MethodRun.Found;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The methods that read a target layer. */
final class LayerMaps {

    private static final Set<Wanted> BOTH = EnumSet.of(Wanted.ACTIVATIONS, Wanted.GRADIENTS);

    private final MethodRun run;
    private final LayerInfo layer;

    LayerMaps(MethodRun run, LayerInfo layer) {
        this.run = run;
        this.layer = layer;
    }

    Found make() {
        CamMethod method = run.choice().method();
        return switch (method) {
            case CAM -> cam();
            case EIGEN_CAM -> eigenCam();
            case SMOOTH_GRAD_CAM_PLUS_PLUS -> smoothGradCamPlusPlus();
            default -> byRule(method, CamRule.of(method).orElseThrow());
        };
    }

    private Found cam() {
        ForwardBackward result = forward(EnumSet.of(Wanted.CLASS_MAPS));
        FloatTensor classMaps = result.get(Wanted.CLASS_MAPS).slice(0);
        List<ClassMap> maps = new ArrayList<>();
        for (int index : classes(result)) {
            ActivationMap map = Cam.map(classMaps, index);
            maps.add(run.atLayer(layer, index, map, MapCheck.ofMap(map)));
        }
        return Found.of(result, maps);
    }

    /** The same for every class: it does not look at the scores. */
    private Found eigenCam() {
        ForwardBackward result = forward(EnumSet.of(Wanted.ACTIVATIONS));
        FloatTensor activations = activations(result, 0);
        ActivationMap map = EigenCam.map(activations);
        Optional<MapFinding> finding = MapCheck.ofActivations(CamMethod.EIGEN_CAM, activations, map);
        List<ClassMap> maps = classes(result).stream()
                .map(index -> run.atLayer(layer, index, map, finding))
                .toList();
        return Found.of(result, maps);
    }

    private ForwardBackward forward(Set<Wanted> wanted) {
        return run.runner()
                .run(Pass.FORWARD, layer.name(), Question.of(run.input().tensor(), 0), wanted);
    }

    private List<Integer> classes(ForwardBackward result) {
        List<Prediction> predictions = Predictions.of(
                result.scores().slice(0).values(),
                run.model().labels(),
                run.model().activation());
        return run.choice().names().resolve(run.choice().classes(), predictions);
    }

    private Found byRule(CamMethod method, CamRule rule) {
        ForwardBackward result = gradients(run.question());
        FloatTensor activations = activations(result, 0);
        List<ClassMap> maps = new ArrayList<>();
        for (int row = 0; row < result.classes().length; row++) {
            FloatTensor gradients = gradients(result, row);
            ActivationMap map = rule.map(activations, gradients);
            maps.add(checked(method, result, row, activations, gradients, map));
        }
        return Found.of(result, maps);
    }

    /** Gradients of noisy copies, one class of one copy a row. */
    private Found smoothGradCamPlusPlus() {
        ForwardBackward result = gradients(run.question());
        FloatTensor activations = activations(result, 0);
        List<SmoothGradCamPlusPlus> sums = new ArrayList<>();
        for (int row = 0; row < result.classes().length; row++) {
            sums.add(new SmoothGradCamPlusPlus(activations));
        }
        NoisyCopies copies = Samples.noisy(run);
        new Samples(run, copies::copy, run.choice().options().samples(), result.classes())
                .forEach(
                        "Noisy copy",
                        question -> gradients(question),
                        (part, row, classRow) -> sums.get(classRow).add(gradients(part, row)));
        List<ClassMap> maps = new ArrayList<>();
        for (int row = 0; row < sums.size(); row++) {
            maps.add(checked(
                    CamMethod.SMOOTH_GRAD_CAM_PLUS_PLUS,
                    result,
                    row,
                    activations,
                    gradients(result, row),
                    sums.get(row).map()));
        }
        return Found.of(result, maps);
    }

    private ForwardBackward gradients(Question question) {
        return run.runner().run(Pass.LAYER_GRADIENTS, layer.name(), question, BOTH);
    }

    private ClassMap checked(
            CamMethod method,
            ForwardBackward result,
            int row,
            FloatTensor activations,
            FloatTensor gradients,
            ActivationMap map) {
        int index = result.classes()[row];
        double score = result.scores().slice(row).values()[index];
        return run.atLayer(layer, index, map, MapCheck.ofLayer(method, activations, gradients, score, map));
    }

    private FloatTensor activations(ForwardBackward result, int picture) {
        return layer.layout().maps(result.get(Wanted.ACTIVATIONS).slice(picture));
    }

    private FloatTensor gradients(ForwardBackward result, int row) {
        return layer.layout().maps(result.get(Wanted.GRADIENTS).slice(row));
    }
}
