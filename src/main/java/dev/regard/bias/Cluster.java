package dev.regard.bias;

import dev.regard.bias.BiasReport.Example;
import dev.regard.bias.BiasReport.Spot;
import dev.regard.bias.Region.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hot regions that the target layer makes the same of.
 *
 * @param regions the best examples first: strong in their picture, and typical
 */
record Cluster(List<Region> regions) {

    /** Sorts regions into groups. */
    static List<Cluster> of(List<Region> regions) {
        double[][] angles =
                Linkage.angles(regions.stream().map(Region::features).toList());
        int[] groupOf = Linkage.groups(angles);
        List<Cluster> clusters = new ArrayList<>();
        for (int group = 0; group <= Arrays.stream(groupOf).max().orElse(-1); group++) {
            List<Region> members = new ArrayList<>();
            List<Double> scores = new ArrayList<>();
            for (int each = 0; each < groupOf.length; each++) {
                if (groupOf[each] == group) {
                    members.add(regions.get(each));
                    scores.add(regions.get(each).evidence() * Math.pow(typicality(angles[each], groupOf, group), 2));
                }
            }
            List<Region> sorted = members.stream()
                    .sorted(Comparator.comparingDouble(region -> -scores.get(members.indexOf(region))))
                    .toList();
            clusters.add(new Cluster(sorted));
        }
        return clusters;
    }

    /** Near 1 for those in the midst of their group. */
    private static double typicality(double[] angles, int[] groupOf, int group) {
        double sum = 0;
        int count = 0;
        for (int other = 0; other < groupOf.length; other++) {
            if (groupOf[other] == group) {
                sum += angles[other];
                count++;
            }
        }
        return Math.max(0, 1 - sum / count);
    }

    /** The pictures that have one. */
    Set<Integer> pictures() {
        Set<Integer> pictures = new HashSet<>();
        regions.forEach(region -> pictures.add(region.picture()));
        return pictures;
    }

    /** Those of one picture. */
    List<Region> in(int picture) {
        return regions.stream().filter(region -> region.picture() == picture).toList();
    }

    double evidence() {
        return regions.stream().mapToDouble(Region::evidence).sum();
    }

    /** One region of each picture, the best first. */
    List<Region> best() {
        Set<Integer> seen = new HashSet<>();
        return regions.stream().filter(region -> seen.add(region.picture())).toList();
    }

    List<Example> examples(int most) {
        return best().stream()
                .limit(most)
                .map(region -> new Example(region.picture(), region.box(), region.evidence()))
                .toList();
    }

    /** Where its regions lie; each counts as much as its evidence. */
    Spot spot() {
        double x = mean(Place::x);
        double y = mean(Place::y);
        double square = mean(place -> Math.pow(place.x() - x, 2) + Math.pow(place.y() - y, 2));
        return new Spot(x, y, Math.sqrt(square), mean(Place::border), mean(Place::corner), outside());
    }

    private double mean(ToDoubleFunction<Place> part) {
        double sum = regions.stream()
                .mapToDouble(region -> region.evidence() * part.applyAsDouble(region.place()))
                .sum();
        return sum / evidence();
    }

    /** Of the pictures that have boxes; null where none has. */
    private @Nullable Double outside() {
        List<Region> boxed = regions.stream()
                .filter(region -> !Double.isNaN(region.place().outside()))
                .toList();
        double sum = boxed.stream()
                .mapToDouble(region -> region.evidence() * region.place().outside())
                .sum();
        return boxed.isEmpty() ? null : sum / new Cluster(boxed).evidence();
    }
}
