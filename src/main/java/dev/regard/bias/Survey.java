package dev.regard.bias;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.Bilinear;
import dev.regard.cam.MapGeometry;
import dev.regard.explain.ClassMap;
import dev.regard.explain.Gallery;
import dev.regard.explain.Probe;
import dev.regard.explain.Truth;
import dev.regard.image.Box;
import dev.regard.image.ModelInput;
import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Looks where the evidence for a class lies in a picture, and cuts the hot regions out of it. */
final class Survey {

    /** Of the mean map, along each side. */
    static final int SIDE = 16;

    /** A map of pixels is looked at in larger cells: a region is no pixel. */
    private static final int MOST_CELLS = 32;

    private final Probe probe;
    private final Gallery gallery;
    private final Map<Integer, Truth> truths;

    Survey(Probe probe, Gallery gallery, Map<Integer, Truth> truths) {
        this.probe = probe;
        this.gallery = gallery;
        this.truths = truths;
    }

    /**
     * What was seen in a picture.
     *
     * @param picture its number
     * @param map     of the class
     * @param regions the hot ones
     * @param mean    the evidence in the cells of the mean map; together 1, or all zero
     * @param outside share of the evidence outside the boxes and the mask of this picture; NaN where it has none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never written to
    record View(int picture, ClassMap map, List<Region> regions, double[] mean, double outside) {}

    View look(int picture, int index) {
        ModelInput input = gallery.input(probe, picture);
        ClassMap map = probe.map(input, index).coarse(MOST_CELLS);
        if (map.isNothing()) {
            return new View(picture, map, List.of(), new double[SIDE * SIDE], Double.NaN);
        }
        FloatTensor features = probe.features(input);
        Frame frame = Frame.of(input);
        List<Region> regions = new ArrayList<>();
        double all = Hills.sum(map.map(), cells(map.map()));
        for (List<Integer> cells : Hills.of(map.map())) {
            double evidence = Hills.sum(map.map(), cells) / all;
            Region.Place place = place(picture, map, cells, frame);
            regions.add(new Region(
                    picture, cells, evidence, place, pooled(features, map.map(), cells), box(map, cells, frame)));
        }
        double outside = place(picture, map, cells(map.map()), frame).outside();
        return new View(picture, map, regions, mean(map, frame), outside);
    }

    private static List<Integer> cells(ActivationMap map) {
        return IntStream.range(0, map.values().length).boxed().toList();
    }

    /** Everything weighed by how much each cell speaks for the class. */
    private Region.Place place(int picture, ClassMap map, List<Integer> cells, Frame frame) {
        double sum = 0;
        double x = 0;
        double y = 0;
        double border = 0;
        double corner = 0;
        double outside = 0;
        Truth truth = truths.get(picture);
        for (int cell : cells) {
            double weight = Math.max(0, map.map().values()[cell]);
            int row = cell / map.map().width();
            int column = cell % map.map().width();
            double atX = frame.x(map.geometry(), column);
            double atY = frame.y(map.geometry(), row);
            sum += weight;
            x += weight * atX;
            y += weight * atY;
            border += Frame.isAtBorder(atX, atY) ? weight : 0;
            corner += Frame.isAtBorder(atX, atY) && Frame.isInCorner(atX, atY) ? weight : 0;
            outside += truth != null && !holds(truth, map.geometry(), row, column) ? weight : 0;
        }
        double share = sum > 0 ? 1 / sum : 0;
        return new Region.Place(
                x * share, y * share, border * share, corner * share, truth == null ? Double.NaN : outside * share);
    }

    /** Whether the centre of a cell lies on the object. */
    private static boolean holds(Truth truth, MapGeometry cells, int row, int column) {
        return truth.holds(cells.x() + column * cells.stepX(), cells.y() + row * cells.stepY());
    }

    private static Box box(ClassMap map, List<Integer> cells, Frame frame) {
        MapGeometry geometry = map.geometry();
        int width = map.map().width();
        int height = map.map().height();
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int cell : cells) {
            int row = cell / width;
            int column = cell % width;
            double x = geometry.x() + column * geometry.stepX();
            double y = geometry.y() + row * geometry.stepY();
            // The outermost cells stand for all that lies beyond them.
            left = Math.min(left, column == 0 ? Double.NEGATIVE_INFINITY : x - geometry.stepX() / 2);
            top = Math.min(top, row == 0 ? Double.NEGATIVE_INFINITY : y - geometry.stepY() / 2);
            right = Math.max(right, column == width - 1 ? Double.POSITIVE_INFINITY : x + geometry.stepX() / 2);
            bottom = Math.max(bottom, row == height - 1 ? Double.POSITIVE_INFINITY : y + geometry.stepY() / 2);
        }
        Box all = frame.box();
        left = Math.clamp(left, all.x(), all.x() + all.width() - 1);
        top = Math.clamp(top, all.y(), all.y() + all.height() - 1);
        right = Math.clamp(right, left + 1, all.x() + all.width());
        bottom = Math.clamp(bottom, top + 1, all.y() + all.height());
        return new Box(left, top, right - left, bottom - top);
    }

    private static double[] mean(ClassMap map, Frame frame) {
        Box box = frame.box();
        double stepX = box.width() / SIDE;
        double stepY = box.height() / SIDE;
        MapGeometry places = new MapGeometry(box.x() + stepX / 2, box.y() + stepY / 2, stepX, stepY, false);
        float[] values =
                Bilinear.resample(map.map(), map.geometry(), SIDE, SIDE, places).values();
        double[] mean = new double[values.length];
        double sum = 0;
        for (float value : values) {
            sum += Math.max(0, value);
        }
        for (int at = 0; at < mean.length && sum > 0; at++) {
            mean[at] = Math.max(0, values[at]) / sum;
        }
        return mean;
    }

    /** Activations in the region, where the map is of another size as near as can be. */
    private static float[] pooled(FloatTensor features, ActivationMap map, List<Integer> cells) {
        int height = features.shape().dimension(1);
        int width = features.shape().dimension(2);
        float[] pooled = new float[features.shape().dimension(0)];
        double sum = Hills.sum(map, cells);
        for (int cell : cells) {
            int row = (2 * (cell / map.width()) + 1) * height / (2 * map.height());
            int column = (2 * (cell % map.width()) + 1) * width / (2 * map.width());
            double share = Math.max(0, map.values()[cell]) / sum;
            for (int channel = 0; channel < pooled.length; channel++) {
                pooled[channel] += (float) (share * features.values()[(channel * height + row) * width + column]);
            }
        }
        return pooled;
    }
}
