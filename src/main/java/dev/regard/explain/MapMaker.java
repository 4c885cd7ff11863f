package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.Cam;
import dev.regard.cam.CamMethod;
import dev.regard.cam.GradCam;
import dev.regard.cam.MapGeometry;
import dev.regard.image.Box;
import dev.regard.image.ModelInput;
import dev.regard.runtime.CellPlacement;
import dev.regard.runtime.ExplainableModel;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.Interrupt;
import dev.regard.runtime.LayerInfo;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Runs a model on a picture and makes the maps of the classes asked for. */
final class MapMaker {

    private final Sessions sessions;
    /** One run uses all cores, or the whole GPU: a second one beside it would only slow both down. */
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

    Maps make(
            LoadedModel model,
            LayerInfo layer,
            CamMethod method,
            ModelInput input,
            ClassSelection selection,
            ClassResolver classes,
            Cancellation cancellation) {
        try (Sessions.Lease lease = sessions.lease(model.name(), model.graph(), layer.name());
                Interrupt interrupt = new Interrupt();
                Cancellation.Registration registration = cancellation.onCancel(interrupt::stop)) {
            Run run = new Run(model, lease.session(), input, interrupt);
            return switch (method) {
                case CAM -> run.cam(selection, classes);
                case GRAD_CAM -> run.gradCam(selection, classes);
            };
        }
    }

    /** One picture in one session. */
    private final class Run {
        private final LoadedModel model;
        private final ExplainableModel session;
        private final ModelInput input;
        private final Interrupt interrupt;
        private long forwardNanos;

        Run(LoadedModel model, ExplainableModel session, ModelInput input, Interrupt interrupt) {
            this.model = model;
            this.session = session;
            this.input = input;
            this.interrupt = interrupt;
        }

        Maps cam(ClassSelection selection, ClassResolver classes) {
            ForwardBackward result = run(null, EnumSet.of(Wanted.CLASS_MAPS));
            long start = System.nanoTime();
            List<Prediction> predictions = predictions(result);
            FloatTensor classMaps = result.get(Wanted.CLASS_MAPS);
            List<ClassMap> maps = new ArrayList<>();
            for (int index : classes.resolve(selection, predictions)) {
                maps.add(placed(index, Cam.map(classMaps, index)));
            }
            return maps(predictions, maps, start);
        }

        Maps gradCam(ClassSelection selection, ClassResolver classes) {
            // Which classes are best is known only after a forward pass.
            List<Prediction> ranking = selection instanceof ClassSelection.Best
                    ? predictions(run(null, EnumSet.noneOf(Wanted.class)))
                    : List.of();
            List<Integer> indices = classes.resolve(selection, ranking);
            ForwardBackward result =
                    run(seed(indices, model.labels().size()), EnumSet.of(Wanted.ACTIVATIONS, Wanted.GRADIENTS));
            long start = System.nanoTime();
            List<ClassMap> maps = new ArrayList<>();
            for (int row = 0; row < indices.size(); row++) {
                FloatTensor gradients = result.get(Wanted.GRADIENTS).slice(row);
                maps.add(placed(indices.get(row), GradCam.map(result.get(Wanted.ACTIVATIONS), gradients)));
            }
            return maps(predictions(result), maps, start);
        }

        private ForwardBackward run(@Nullable FloatTensor seed, Set<Wanted> wanted) {
            deviceSlot.acquireUninterruptibly();
            long start = System.nanoTime();
            try {
                return session.run(input.tensor(), seed, wanted, interrupt);
            } finally {
                forwardNanos += System.nanoTime() - start;
                deviceSlot.release();
            }
        }

        private List<Prediction> predictions(ForwardBackward result) {
            return Predictions.of(result.scores().values(), model.labels(), model.activation());
        }

        private ClassMap placed(int index, ActivationMap map) {
            MapGeometry geometry = inPicture(
                    session.placement(),
                    input.seen(),
                    model.graph().inputWidth(),
                    model.graph().inputHeight());
            return new ClassMap(index, model.labels().get(index), map, geometry);
        }

        private Maps maps(List<Prediction> predictions, List<ClassMap> maps, long start) {
            return new Maps(predictions, maps, forwardNanos / 1e6, (System.nanoTime() - start) / 1e6);
        }
    }

    /** One row for each class, 1 at its index. */
    private static FloatTensor seed(List<Integer> indices, int classes) {
        FloatTensor seed = FloatTensor.zeros(Shape.of(indices.size(), classes));
        for (int row = 0; row < indices.size(); row++) {
            seed.values()[row * classes + indices.get(row)] = 1;
        }
        return seed;
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
