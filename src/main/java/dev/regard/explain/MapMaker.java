package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.cam.LayerAverage;
import dev.regard.cam.PlacedMap;
import dev.regard.explain.MethodRun.Found;
import dev.regard.runtime.LayerInfo;
import java.util.ArrayList;
import java.util.List;

/** Runs a model on a picture and makes the maps of the classes asked for. */
final class MapMaker {

    private final Engine engine;

    MapMaker(Engine engine) {
        this.engine = engine;
    }

    Explanation make(Answer answer, Share share, Cancellation cancellation, Progress progress) {
        long start = System.nanoTime();
        MethodChoice choice = answer.choice();
        try (Load.Part explanation = engine.load().explanation();
                PassRunner runner = new PassRunner(engine, share, choice.model(), cancellation, progress)) {
            MethodRun.Partial partial =
                    soFar -> progress.partial(() -> explanation(answer, soFar.found(), runner, start));
            Found found = find(new MethodRun(choice, answer.input(), runner, progress, partial));
            return explanation(answer, found, runner, start);
        }
    }

    private static Explanation explanation(Answer answer, Found found, PassRunner runner, long start) {
        double millis = (System.nanoTime() - start) / 1e6;
        return answer.of(found, runner.runMillis(), millis - runner.runMillis() - runner.loadMillis());
    }

    /** The maps of one request. */
    static Found find(MethodRun run) {
        return run.choice().options().isOn(MethodOption.SMOOTH) ? SmoothMaps.make(run, MapMaker::once) : once(run);
    }

    private static Found once(MethodRun run) {
        if (run.choice().method().kind() == CamMethod.Kind.SALIENCY_MAP) {
            return new PictureMaps(run).make();
        }
        List<Found> layers = new ArrayList<>();
        for (LayerInfo layer : run.choice().layers()) {
            boolean isAsked = AskedMaps.isFor(run.choice().method());
            layers.add(isAsked ? new AskedMaps(run, layer).make() : new LayerMaps(run, layer).make());
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
        return new Found(first.scores(), averages, List.of(), first.looked());
    }
}
