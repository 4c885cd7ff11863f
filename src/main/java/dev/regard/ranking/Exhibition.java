package dev.regard.ranking;

import dev.regard.explain.ClassSelection.Key;
import dev.regard.explain.Gallery;
import dev.regard.explain.Probe;
import dev.regard.explain.Truth;
import dev.regard.image.ModelInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pictures that all methods are judged by: what does not depend on the method is found out once. */
final class Exhibition {

    private final List<Sample> samples;
    private final Gallery gallery;
    private final Map<Integer, Integer> classes = new HashMap<>();

    Exhibition(List<Sample> samples) {
        this.samples = samples;
        this.gallery = new Gallery(samples.stream().map(Sample::bytes).toList());
    }

    /** Finds the classes that samples name. Throws {@link dev.regard.explain.ExplainException} where the model lacks one. */
    void findClasses(Probe probe) {
        for (int picture = 0; picture < samples.size(); picture++) {
            Key given = samples.get(picture).className();
            if (given != null) {
                classes.computeIfAbsent(picture, unknown -> probe.classNamed(given));
            }
        }
    }

    int size() {
        return samples.size();
    }

    ModelInput input(Probe probe, int picture) {
        return gallery.input(probe, picture);
    }

    /** The class whose map is judged: that of the sample, else the one that was asked for, else the model's best one. */
    int classOf(Probe probe, int picture) {
        return classes.computeIfAbsent(picture, unknown -> probe.classOf(probe.scores(input(probe, picture))));
    }

    @Nullable
    Truth truth(int picture) {
        return samples.get(picture).truth();
    }
}
