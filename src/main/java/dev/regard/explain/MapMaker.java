package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.cam.LayerAverage;
import dev.regard.cam.PlacedMap;
import dev.regard.explain.MethodRun.Found;
import dev.regard.image.ModelInput;
import dev.regard.runtime.LayerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Runs a model on a picture and makes the maps of the classes asked for. */
final class MapMaker {

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
        long start = System.nanoTime();
        PassRunner runner = new PassRunner(sessions, deviceSlot, choice.model(), cancellation, progress);
        Found found = find(new MethodRun(choice, input, runner, progress));
        List<Prediction> predictions = Predictions.of(
                found.scores(), choice.model().labels(), choice.model().activation());
        double millis = (System.nanoTime() - start) / 1e6;
        return new Maps(
                predictions, found.maps(), runner.runMillis(), millis - runner.runMillis() - runner.loadMillis());
    }

    private static Found find(MethodRun run) {
        if (run.choice().method().kind() == CamMethod.Kind.SALIENCY_MAP) {
            return new PictureMaps(run).make();
        }
        List<Found> layers = new ArrayList<>();
        for (LayerInfo layer : run.choice().layers()) {
            layers.add(new LayerMaps(run, layer).make());
        }
        return layers.size() == 1 ? layers.getFirst() : average(layers);
    }

    /** One map for each class from the maps of several layers; layers that give nothing have no say. */
    private static Found average(List<Found> layers) {
        List<ClassMap> averages = new ArrayList<>();
        Found first = layers.getFirst();
        for (int row = 0; row < first.maps().size(); row++) {
            int place = row;
            ClassMap ofFirst = first.maps().get(row);
            List<PlacedMap> maps = layers.stream()
                    .map(found -> found.maps().get(place))
                    .filter(map -> !map.isNothing())
                    .map(ClassMap::placed)
                    .toList();
            if (maps.isEmpty()) {
                averages.add(ofFirst);
            } else {
                PlacedMap average = LayerAverage.of(maps);
                averages.add(new ClassMap(
                        ofFirst.index(), ofFirst.label(), average.map(), average.geometry(), null, null, null));
            }
        }
        return new Found(first.scores(), averages);
    }
}
