package dev.regard.bias;

import dev.regard.bias.BiasReport.Group;
import dev.regard.bias.BiasReport.MeanMap;
import dev.regard.bias.BiasReport.SamePixels;
import dev.regard.bias.Effect.Pair;
import dev.regard.bias.Survey.View;
import dev.regard.bias.Trials.Donor;
import dev.regard.bias.Verdict.Findings;
import dev.regard.explain.Gallery;
import dev.regard.explain.Probe;
import dev.regard.explain.Progress;
import dev.regard.explain.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out over many pictures what a model uses to name a class: looks where the evidence lies, groups the hot regions by what
 * the target layer makes of them, and tries what each group does.
 */
public final class BiasSearch {

    private static final String LOOKED_AT = "Pictures looked at";
    private static final String MAPPED = "Maps made";
    private static final String TRIED = "Pictures tried";

    /** Pictures in which groups are covered, and into which they are pasted: more change no interval that anybody reads. */
    private static final int MOST_COVERED = 60;

    private static final int MOST_PASTED = 40;

    /** Pictures of other classes that tell how much evidence lies at the border otherwise. */
    private static final int MOST_OTHERS = 40;

    /** Fewer pictures of others than these are filled up with pictures of the class that lack the group. */
    private static final int LEAST_OTHERS = 8;

    /** Regions that are pasted in turn. */
    private static final int DONORS = 8;

    /** Shown of each group. */
    private static final int MOST_EXAMPLES = 24;

    /** What is in fewer pictures does not recur. */
    private static final int LEAST_PICTURES = 3;

    private static final double LEAST_SHARE = 0.05;

    private final Probe probe;
    private final Gallery gallery;
    private final Progress progress;
    private final Survey survey;
    private final Looks looks;

    /**
     * @param pictures their bytes
     * @param truths   where what shows the class is, by the number of the picture; may be empty
     */
    public BiasSearch(Probe probe, List<byte[]> pictures, Map<Integer, Truth> truths, Progress progress) {
        this.probe = probe;
        this.gallery = new Gallery(pictures);
        this.progress = progress;
        this.survey = new Survey(probe, gallery, truths);
        this.looks = new Looks(probe, gallery);
    }

    /** Does it. Throws {@link dev.regard.explain.ExplainException}. */
    public BiasReport find() {
        int[] best = new int[gallery.size()];
        int index = 0;
        for (int picture = 0; picture < best.length; picture++) {
            progress.report(LOOKED_AT, picture, best.length);
            float[] scores = probe.scores(gallery.input(probe, picture));
            best[picture] = Trials.best(scores);
            index = probe.classOf(scores);
        }
        return find(best, index);
    }

    private BiasReport find(int[] best, int index) {
        List<Integer> own = numbers(best, each -> each == index);
        List<Integer> others = numbers(best, each -> each != index);
        List<Integer> compared = own.isEmpty() ? List.of() : Evenly.some(others, MOST_OTHERS);
        List<View> views = new ArrayList<>();
        List<View> elsewhere = new ArrayList<>();
        int all = own.size() + compared.size();
        for (int picture : own) {
            progress.report(MAPPED, views.size(), all);
            views.add(survey.look(picture, index));
        }
        for (int picture : compared) {
            progress.report(MAPPED, views.size() + elsewhere.size(), all);
            elsewhere.add(survey.look(picture, best[picture]));
        }
        MeanMap mean = MeanMaps.of(views, elsewhere);
        List<Region> regions =
                views.stream().flatMap(view -> view.regions().stream()).toList();
        List<Cluster> clusters = Cluster.of(regions).stream()
                .filter(cluster -> cluster.pictures().size() >= Math.max(LEAST_PICTURES, LEAST_SHARE * own.size()))
                .toList();
        boolean isAlike = looks.areAlike(own);
        List<Group> groups = Ranking.of(judged(index, views, others, clusters, mean, isAlike));
        double found = regions.stream().mapToDouble(Region::evidence).sum();
        double recurring = clusters.stream().mapToDouble(Cluster::evidence).sum();
        Map<String, Integer> classes = counts(best);
        String label = probe.labels().get(index);
        return new BiasReport(
                index,
                label,
                best.length,
                own.size(),
                classes,
                mean,
                groups,
                found > 0 ? Math.max(0, 1 - recurring / found) : 0,
                Summary.of(label, own.size(), classes, mean, groups, isAlike));
    }

    private List<Group> judged(
            int index,
            List<View> views,
            List<Integer> others,
            List<Cluster> clusters,
            @Nullable MeanMap mean,
            boolean isAlike) {
        List<List<Pair>> covered = pairs(clusters);
        List<List<Pair>> pasted = pairs(clusters);
        Trials trials = new Trials(probe, gallery, index);
        List<View> tried = Evenly.some(views, MOST_COVERED);
        List<Integer> recipients = recipients(views, others);
        int all = tried.size() + recipients.size();
        int done = 0;
        for (View view : tried) {
            progress.report(TRIED, done++, all);
            trials.cover(view, byGroup(view, clusters), covered);
        }
        Map<Integer, View> viewOf = new HashMap<>();
        views.forEach(view -> viewOf.put(view.picture(), view));
        for (int turn = 0; turn < recipients.size(); turn++) {
            progress.report(TRIED, done++, all);
            int into = recipients.get(turn);
            int stranger = recipients.get((turn + 1) % recipients.size());
            trials.paste(into, stranger, donors(clusters, into, turn, viewOf), pasted);
        }
        progress.report(TRIED, all, all);
        List<Group> groups = new ArrayList<>();
        for (int at = 0; at < clusters.size(); at++) {
            Cluster cluster = clusters.get(at);
            groups.add(group(cluster, views, Effect.of(covered.get(at)), Effect.of(pasted.get(at)), mean, isAlike));
        }
        return groups;
    }

    private Group group(
            Cluster cluster, List<View> views, Effect covered, Effect pasted, @Nullable MeanMap mean, boolean isAlike) {
        BiasReport.Spot spot = cluster.spot();
        SamePixels pixels = looks.of(cluster);
        Double elsewhere = mean == null ? null : mean.elsewhere();
        Verdict verdict =
                isAlike ? Verdict.OF_ALIKE : Verdict.of(new Findings(spot, pixels, covered, pasted, elsewhere));
        return new Group(
                0,
                cluster.regions().size(),
                cluster.pictures().size() / (double) views.size(),
                cluster.evidence() / views.size(),
                spot,
                pixels,
                covered,
                pasted,
                verdict.suspicious(),
                verdict.reason(),
                cluster.examples(MOST_EXAMPLES));
    }

    private static List<List<Region>> byGroup(View view, List<Cluster> clusters) {
        return clusters.stream().map(cluster -> cluster.in(view.picture())).toList();
    }

    private static List<@Nullable Donor> donors(
            List<Cluster> clusters, int recipient, int turn, Map<Integer, View> viewOf) {
        List<@Nullable Donor> donors = new ArrayList<>();
        for (Cluster cluster : clusters) {
            List<Region> best = cluster.best();
            Region region = best.get(turn % Math.min(DONORS, best.size()));
            boolean hasIt = cluster.pictures().contains(recipient);
            View view = viewOf.get(region.picture());
            donors.add(hasIt || view == null ? null : new Donor(view, cluster.in(region.picture())));
        }
        return donors;
    }

    /** Pictures that are predicted otherwise; where there are few, others of the class too. */
    private static List<Integer> recipients(List<View> views, List<Integer> others) {
        List<Integer> recipients = Evenly.some(others, MOST_PASTED);
        if (recipients.size() >= LEAST_OTHERS) {
            return recipients;
        }
        return Stream.concat(
                        recipients.stream(),
                        Evenly.some(views, MOST_PASTED - recipients.size()).stream()
                                .map(View::picture))
                .toList();
    }

    private Map<String, Integer> counts(int[] best) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int each : best) {
            counts.merge(each, 1, Integer::sum);
        }
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .forEach(entry -> sorted.merge(probe.labels().get(entry.getKey()), entry.getValue(), Integer::sum));
        return sorted;
    }

    private static List<List<Pair>> pairs(List<Cluster> clusters) {
        return clusters.stream().<List<Pair>>map(cluster -> new ArrayList<>()).toList();
    }

    private static List<Integer> numbers(int[] best, IntPredicate wanted) {
        return IntStream.range(0, best.length)
                .filter(each -> wanted.test(best[each]))
                .boxed()
                .toList();
    }
}
