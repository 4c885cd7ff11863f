package dev.regard.bias;

import dev.regard.bias.BiasReport.SamePixels;
import dev.regard.bias.Sameness.Piece;
import dev.regard.explain.Gallery;
import dev.regard.explain.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Looks at the pixels themselves: what is the same to the last pixel was not photographed. */
final class Looks {

    /** Of each group, the most typical ones. */
    private static final int MOST_COMPARED = 8;

    private final Probe probe;
    private final Gallery gallery;

    Looks(Probe probe, Gallery gallery) {
        this.probe = probe;
        this.gallery = gallery;
    }

    /** Whether pictures are the same all over: then what recurs in them tells nothing. */
    boolean areAlike(List<Integer> pictures) {
        List<float[]> details =
                Evenly.some(pictures, MOST_COMPARED).stream().map(this::details).toList();
        return details.size() > 1
                && Sameness.everywhere(
                                details, probe.view().height(), probe.view().width())
                        >= Verdict.LEAST_SAMENESS;
    }

    /**
     * How much the regions of a group show the same pixels, and how much pictures without it do in the same places: small
     * pictures of few pixels are alike by chance, and so are smooth ones.
     */
    SamePixels of(Cluster cluster) {
        List<Region> regions = cluster.best().stream().limit(MOST_COMPARED).toList();
        List<Integer> without = IntStream.range(0, gallery.size())
                .boxed()
                .filter(picture -> !cluster.pictures().contains(picture))
                .toList();
        List<Integer> others = Evenly.some(without, regions.size());
        List<Piece> own = new ArrayList<>();
        List<Piece> control = new ArrayList<>();
        for (int at = 0; at < regions.size(); at++) {
            Region region = regions.get(at);
            own.add(piece(region.picture(), region.place()));
            if (at < others.size()) {
                control.add(piece(others.get(at), region.place()));
            }
        }
        @Nullable Double controlled = control.size() < 2 ? null : Math.max(0, Sameness.of(control));
        return new SamePixels(Math.max(0, Sameness.of(own)), controlled);
    }

    private Piece piece(int picture, Region.Place place) {
        int row = (int) (place.y() * probe.view().height());
        int column = (int) (place.x() * probe.view().width());
        return new Piece(details(picture), probe.view().height(), probe.view().width(), row, column);
    }

    private float[] details(int picture) {
        return Sameness.details(
                probe.view().planes(gallery.input(probe, picture).tensor()));
    }
}
