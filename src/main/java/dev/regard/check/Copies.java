package dev.regard.check;

import dev.regard.explain.ClassMap;
import dev.regard.explain.Probe;
import dev.regard.image.ModelInput;
import dev.regard.metrics.MaxSensitivity;
import dev.regard.metrics.Relevance;
import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/** Makes maps of pictures that differ slightly, and compares them. */
final class Copies {

    /** Of the shorter side: 8 pixels of 224. */
    private static final double SHIFT = 1 / 28.0;

    /** Of the range of a picture's values. */
    private static final double NOISE = 0.05;

    /** To where a picture is moved: down, right. */
    private static final List<int[]> WAYS =
            List.of(new int[] {1, 0}, new int[] {0, -1}, new int[] {-1, 0}, new int[] {0, 1});

    private final Probe probe;
    private final ModelInput input;
    private final int index;
    private final FloatTensor picture;
    private final Relevance map;
    private final int shift;

    Copies(Probe probe, ModelInput input, int index, Relevance map) {
        this.probe = probe;
        this.input = input;
        this.index = index;
        this.picture = probe.view().planes(input.tensor());
        this.map = map;
        this.shift = Math.max(1, (int) Math.round(SHIFT * Math.min(map.height(), map.width())));
    }

    /** @param pairs how many moved pictures, and as many with noise */
    Stability compare(int pairs, long seed, Steps steps) {
        steps.begin(2 * pairs);
        List<Double> shifted = new ArrayList<>();
        for (int[] way : WAYS.subList(0, pairs)) {
            int down = way[0] * shift;
            int right = way[1] * shift;
            Relevance moved = mapOf(moved(down, right), steps);
            shifted.add(likeness(part(map, 0, 0), part(moved, down, right)));
            steps.report("Map of a slightly changed picture", shifted.size(), 2 * pairs);
        }
        MaxSensitivity sensitivity =
                new MaxSensitivity(picture, Math.max(NOISE * picture.range(), Float.MIN_NORMAL), seed);
        List<Double> noisy = new ArrayList<>();
        List<Relevance> maps = new ArrayList<>();
        for (int number = 0; number < pairs; number++) {
            Relevance other = mapOf(sensitivity.copy(number), steps);
            maps.add(other);
            noisy.add(likeness(map, other));
            steps.report("Map of a slightly changed picture", pairs + noisy.size(), 2 * pairs);
        }
        return new Stability(shift, shifted, NOISE, noisy, MaxSensitivity.of(map, maps));
    }

    private Relevance mapOf(FloatTensor changed, Steps steps) {
        ModelInput copy = probe.view().altered(input, changed);
        ClassMap other = probe.maps(copy, List.of(index), steps.ofMap()).getFirst();
        return probe.relevance(other, copy);
    }

    private double likeness(Relevance one, Relevance other) {
        return Likeness.of(one, other, probe.method().kind()).orElse(0);
    }

    /** What comes in at the border is what was there. */
    private FloatTensor moved(int down, int right) {
        int height = map.height();
        int width = map.width();
        float[] moved = new float[picture.values().length];
        for (int at = 0; at < moved.length; at++) {
            int plane = at / (height * width) * height * width;
            int row = Math.clamp(at % (height * width) / width - down, 0, height - 1);
            int column = Math.clamp(at % width - right, 0, width - 1);
            moved[at] = picture.values()[plane + row * width + column];
        }
        return new FloatTensor(picture.shape(), moved);
    }

    /** What both a map and the moved one show, moved back. */
    private Relevance part(Relevance of, int down, int right) {
        int height = of.height() - 2 * shift;
        int width = of.width() - 2 * shift;
        float[] part = new float[height * width];
        for (int at = 0; at < part.length; at++) {
            int row = at / width + shift + down;
            int column = at % width + shift + right;
            part[at] = of.values()[row * of.width() + column];
        }
        return new Relevance(height, width, part);
    }
}
