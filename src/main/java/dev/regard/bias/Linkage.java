package dev.regard.bias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups things by their distances: average linkage, cut where groups are told apart best (silhouette, Rousseeuw 1987). It
 * needs no number of groups beforehand and no random start, so that the same pictures always give the same groups, and
 * takes groups of any size: a caption in ten pictures stands beside a horse in a hundred. Pure.
 */
final class Linkage {

    /** More groups are not read by anybody. */
    private static final int MOST = 6;

    /** Things for each group: with fewer, what recurs would fall apart. */
    private static final int LEAST_MEMBERS = 4;

    /** Below that, groups are not told apart: it is one. */
    private static final double LEAST_SILHOUETTE = 0.2;

    private final double[][] distances;
    private final int[] sizes;
    private final List<Merge> merges = new ArrayList<>();

    private record Merge(int one, int other, double height) {}

    private Linkage(double[][] distances) {
        this.distances = distances;
        this.sizes = new int[distances.length];
        Arrays.fill(sizes, 1);
    }

    /**
     * @param distances symmetric, zero on the diagonal
     * @return for each thing the number of its group, from 0 in the order in which they first appear
     */
    static int[] groups(double[][] distances) {
        int count = distances.length;
        if (count < 2) {
            return new int[count];
        }
        double[][] copy = Arrays.stream(distances).map(double[]::clone).toArray(double[][]::new);
        Linkage linkage = new Linkage(copy);
        linkage.mergeAll();
        int[] best = new int[count];
        double bestSilhouette = LEAST_SILHOUETTE;
        for (int groups = 2; groups <= Math.min(MOST, count / LEAST_MEMBERS); groups++) {
            int[] cut = linkage.cut(groups);
            double silhouette = silhouette(distances, cut, groups);
            if (silhouette > bestSilhouette) {
                bestSilhouette = silhouette;
                best = cut;
            }
        }
        return best;
    }

    /** Follows nearest neighbours until two are each other's, and merges them: the same tree as by search, much sooner. */
    private void mergeAll() {
        int count = distances.length;
        List<Integer> chain = new ArrayList<>();
        while (merges.size() < count - 1) {
            if (chain.isEmpty()) {
                chain.add(firstAlive());
            }
            int last = chain.getLast();
            int before = chain.size() > 1 ? chain.get(chain.size() - 2) : -1;
            int nearest = nearest(last, before);
            if (nearest == before) {
                chain.removeLast();
                chain.removeLast();
                merge(Math.min(last, before), Math.max(last, before));
            } else {
                chain.add(nearest);
            }
        }
        merges.sort((one, other) -> Double.compare(one.height, other.height));
    }

    private int firstAlive() {
        int first = 0;
        while (sizes[first] == 0) {
            first++;
        }
        return first;
    }

    /** Where several are as near, the one before: else the chain would have no end. */
    private int nearest(int from, int before) {
        int nearest = before;
        for (int each = 0; each < distances.length; each++) {
            if (each != from && sizes[each] > 0 && (nearest < 0 || distances[from][each] < distances[from][nearest])) {
                nearest = each;
            }
        }
        return nearest;
    }

    private void merge(int one, int other) {
        merges.add(new Merge(one, other, distances[one][other]));
        double size = sizes[one] + (double) sizes[other];
        for (int each = 0; each < distances.length; each++) {
            if (each != one && each != other && sizes[each] > 0) {
                double mean = (sizes[one] * distances[one][each] + sizes[other] * distances[other][each]) / size;
                distances[one][each] = mean;
                distances[each][one] = mean;
            }
        }
        sizes[one] += sizes[other];
        sizes[other] = 0;
    }

    private int[] cut(int groups) {
        int count = distances.length;
        int[] leader = new int[count];
        Arrays.setAll(leader, each -> each);
        for (Merge merge : merges.subList(0, count - groups)) {
            int from = leader[merge.other];
            int to = leader[merge.one];
            for (int each = 0; each < count; each++) {
                leader[each] = leader[each] == from ? to : leader[each];
            }
        }
        return numbered(leader);
    }

    private static int[] numbered(int[] leader) {
        int[] numbers = new int[leader.length];
        List<Integer> seen = new ArrayList<>();
        for (int each = 0; each < leader.length; each++) {
            if (!seen.contains(leader[each])) {
                seen.add(leader[each]);
            }
            numbers[each] = seen.indexOf(leader[each]);
        }
        return numbers;
    }

    /** How much nearer things are to their own group than to the next one, -1 to 1. */
    static double silhouette(double[][] distances, int[] groupOf, int groups) {
        double sum = 0;
        for (int each = 0; each < groupOf.length; each++) {
            double[] total = new double[groups];
            int[] members = new int[groups];
            for (int other = 0; other < groupOf.length; other++) {
                if (other != each) {
                    total[groupOf[other]] += distances[each][other];
                    members[groupOf[other]]++;
                }
            }
            int own = groupOf[each];
            if (members[own] > 0) {
                double inside = total[own] / members[own];
                double next = Double.POSITIVE_INFINITY;
                for (int group = 0; group < groups; group++) {
                    next = group == own || members[group] == 0 ? next : Math.min(next, total[group] / members[group]);
                }
                double larger = Math.max(inside, next);
                sum += larger > 0 && next < Double.POSITIVE_INFINITY ? (next - inside) / larger : 0;
            }
        }
        return sum / groupOf.length;
    }

    /**
     * One minus the cosine of the angle between each two, seen from the mean of all: what all have in common, which is most of
     * it as all speak for the same class, tells nothing apart.
     */
    static double[][] angles(List<float[]> things) {
        int count = things.size();
        double[] mean = mean(things);
        double[][] units = new double[count][];
        for (int each = 0; each < count; each++) {
            units[each] = unit(things.get(each), mean);
        }
        double[][] angles = new double[count][count];
        for (int one = 0; one < count; one++) {
            for (int other = 0; other < one; other++) {
                double cosine = 0;
                for (int at = 0; at < mean.length; at++) {
                    cosine += units[one][at] * units[other][at];
                }
                angles[one][other] = Math.max(0, 1 - cosine);
                angles[other][one] = angles[one][other];
            }
        }
        return angles;
    }

    private static double[] mean(List<float[]> things) {
        double[] mean = new double[things.isEmpty() ? 0 : things.getFirst().length];
        for (float[] thing : things) {
            for (int at = 0; at < mean.length; at++) {
                mean[at] += thing[at] / things.size();
            }
        }
        return mean;
    }

    /** Zeros where it is the mean itself. */
    private static double[] unit(float[] thing, double[] from) {
        double[] unit = new double[from.length];
        double square = 0;
        for (int at = 0; at < unit.length; at++) {
            unit[at] = thing[at] - from[at];
            square += unit[at] * unit[at];
        }
        double length = Math.sqrt(square);
        for (int at = 0; at < unit.length && length > 0; at++) {
            unit[at] /= length;
        }
        return unit;
    }
}
