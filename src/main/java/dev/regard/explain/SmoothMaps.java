package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.Bilinear;
import dev.regard.cam.PictureView;
import dev.regard.cam.PlacedMap;
import dev.regard.explain.MethodRun.Found;
import dev.regard.image.Box;
import dev.regard.image.ModelInput;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The mean of the maps of flipped and scaled copies of the picture, each put back where it belongs, at the cells of the
 * picture's own map. What only one copy shows is no property of the picture.
 */
final class SmoothMaps {

    private final MethodRun run;
    private final List<PictureView> views = PictureView.all();

    private SmoothMaps(MethodRun run) {
        this.run = run;
    }

    /** @param maker makes the maps of one copy */
    static Found make(MethodRun run, Function<MethodRun, Found> maker) {
        return new SmoothMaps(run).make(maker);
    }

    private Found make(Function<MethodRun, Found> maker) {
        Found plain = maker.apply(run.of(run.input(), run.choice().classes(), told(0)));
        ClassSelection classes = ClassSelection.Listed.at(
                plain.maps().stream().map(ClassMap::index).toList());
        List<List<ClassMap>> all = new ArrayList<>(List.of(plain.maps()));
        for (int view = 1; view < views.size(); view++) {
            all.add(maker.apply(run.of(seen(views.get(view)), classes, told(view)))
                    .maps());
        }
        List<ClassMap> means = new ArrayList<>();
        for (int row = 0; row < plain.maps().size(); row++) {
            means.add(mean(all, row));
        }
        return new Found(plain.scores(), means, plain.concepts(), plain.looked());
    }

    /** A sixth of the whole at a time. */
    private Progress told(int view) {
        return (text, done, total) -> run.progress()
                .report(
                        "%s, copy %d of %d".formatted(text, view + 1, views.size()),
                        view * total + done,
                        views.size() * total);
    }

    private ModelInput seen(PictureView view) {
        ModelInput input = run.input();
        Shape shape = input.tensor().shape();
        FloatTensor copy = run.model()
                .graph()
                .inputLayout()
                .value(view.of(run.picture()), input.tensor().slice(0).shape());
        return new ModelInput(
                new FloatTensor(shape, copy.values()), input.seen(), input.pictureWidth(), input.pictureHeight());
    }

    /** A map that says nothing of the picture itself stays as it is. */
    private ClassMap mean(List<List<ClassMap>> all, int row) {
        ClassMap plain = all.getFirst().get(row);
        if (plain.isNothing()) {
            return plain;
        }
        int height = plain.map().height();
        int width = plain.map().width();
        float[] mean = new float[height * width];
        for (int view = 0; view < views.size(); view++) {
            PlacedMap back = back(views.get(view), all.get(view).get(row));
            float[] values = Bilinear.resample(back.map(), back.geometry(), height, width, plain.geometry())
                    .values();
            for (int cell = 0; cell < mean.length; cell++) {
                mean[cell] += values[cell] / views.size();
            }
        }
        return new ClassMap(
                plain.index(),
                plain.label(),
                new ActivationMap(height, width, mean),
                plain.geometry(),
                plain.finding(),
                plain.alternative(),
                null);
    }

    private PlacedMap back(PictureView view, ClassMap map) {
        Box seen = run.input().seen();
        return view.undo(map.placed(), seen.x() + seen.width() / 2, seen.y() + seen.height() / 2);
    }
}
