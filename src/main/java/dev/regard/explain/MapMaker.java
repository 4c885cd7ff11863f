package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.Cam;
import dev.regard.cam.CamMethod;
import dev.regard.cam.GradCam;
import dev.regard.cam.MapGeometry;
import dev.regard.image.Box;
import dev.regard.image.ModelInput;
import dev.regard.runtime.CellPlacement;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Runs a model on a picture and makes the maps of the classes asked for. */
final class MapMaker {

    /** The methods that can be asked for, the first that works being taken where none is. */
    static final List<CamMethod> METHODS = List.of(CamMethod.CAM, CamMethod.GRAD_CAM);

    private final Sessions sessions;
    private final Semaphore deviceSlot = new Semaphore(1, true);

    MapMaker(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * What came of it.
     *
     * @param predictions all classes, best first
     * @param maps        of the classes asked for
     */
    record Maps(List<Prediction> predictions, List<ClassMap> maps, double forwardMillis, double mapMillis) {}

    Maps make(MethodChoice choice, ModelInput input, Cancellation cancellation, Progress progress) {
        LayerInfo layer = choice.layers().getFirst();
        PassRunner runner = new PassRunner(sessions, deviceSlot, choice.model(), layer.name(), cancellation);
        Run run = new Run(choice.model(), layer, input, runner);
        return switch (choice.method()) {
            case CAM -> run.cam(choice.classes(), choice.names());
            case GRAD_CAM -> run.gradCam(choice.classes(), choice.names());
            default -> throw new IllegalArgumentException(choice.method() + " is not one of " + METHODS);
        };
    }

    /** One picture at one layer. */
    private static final class Run {
        private final LoadedModel model;
        private final LayerInfo layer;
        private final ModelInput input;
        private final PassRunner runner;

        Run(LoadedModel model, LayerInfo layer, ModelInput input, PassRunner runner) {
            this.model = model;
            this.layer = layer;
            this.input = input;
            this.runner = runner;
        }

        Maps cam(ClassSelection selection, ClassResolver classes) {
            ForwardBackward result =
                    runner.run(Pass.FORWARD, Question.of(input.tensor(), 0), EnumSet.of(Wanted.CLASS_MAPS));
            long start = System.nanoTime();
            List<Prediction> predictions = predictions(result);
            FloatTensor classMaps = result.get(Wanted.CLASS_MAPS).slice(0);
            List<ClassMap> maps = new ArrayList<>();
            for (int index : classes.resolve(selection, predictions)) {
                maps.add(placed(index, Cam.map(classMaps, index)));
            }
            return maps(predictions, maps, start);
        }

        Maps gradCam(ClassSelection selection, ClassResolver classes) {
            ForwardBackward result = runner.run(
                    Pass.LAYER_GRADIENTS,
                    classes.question(selection, input.tensor()),
                    EnumSet.of(Wanted.ACTIVATIONS, Wanted.GRADIENTS));
            long start = System.nanoTime();
            FloatTensor activations =
                    layer.layout().maps(result.get(Wanted.ACTIVATIONS).slice(0));
            List<ClassMap> maps = new ArrayList<>();
            for (int row = 0; row < result.classes().length; row++) {
                FloatTensor gradients =
                        layer.layout().maps(result.get(Wanted.GRADIENTS).slice(row));
                maps.add(placed(result.classes()[row], GradCam.map(activations, gradients)));
            }
            return maps(predictions(result), maps, start);
        }

        private List<Prediction> predictions(ForwardBackward result) {
            return Predictions.of(result.scores().slice(0).values(), model.labels(), model.activation());
        }

        private ClassMap placed(int index, ActivationMap map) {
            MapGeometry geometry = inPicture(
                    model.graph().placement(layer.name()),
                    input.seen(),
                    model.graph().inputWidth(),
                    model.graph().inputHeight());
            return new ClassMap(index, model.labels().get(index), map, geometry);
        }

        private Maps maps(List<Prediction> predictions, List<ClassMap> maps, long start) {
            return new Maps(predictions, maps, runner.millis(), (System.nanoTime() - start) / 1e6);
        }
    }

    /** From pixels of the model's input to pixels of the picture. */
    static MapGeometry inPicture(CellPlacement cells, Box seen, int inputWidth, int inputHeight) {
        double scaleX = seen.width() / inputWidth;
        double scaleY = seen.height() / inputHeight;
        return new MapGeometry(
                seen.x() + cells.x() * scaleX,
                seen.y() + cells.y() * scaleY,
                cells.stepX() * scaleX,
                cells.stepY() * scaleY,
                cells.exact());
    }
}
