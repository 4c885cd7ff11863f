package dev.regard.worker;

import dev.regard.bias.Evenly;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.Probe;
import dev.regard.explain.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a model takes each of many pictures for.
 *
 * @param model   its name
 * @param labels  of the classes
 * @param best    class of each picture
 * @param index   of the class that is asked about
 * @param isNamed true where somebody named it; false where it is the one that the model says most often
 */
record Census(String model, List<String> labels, List<Integer> best, int index, boolean isNamed) {

    /** Asks the model. Throws {@link dev.regard.explain.ExplainException}. */
    static Census of(Probe probe, List<byte[]> pictures, ClassSelection classes, Progress progress) {
        List<Integer> best = new ArrayList<>();
        boolean isNamed = classes instanceof ClassSelection.Listed;
        int named = 0;
        for (byte[] picture : pictures) {
            progress.report("Pictures looked at", best.size(), pictures.size());
            float[] scores = probe.scores(probe.read(picture));
            best.add(probe.predictions(scores).getFirst().index());
            named = probe.classOf(scores);
        }
        return new Census(probe.model(), probe.labels(), best, isNamed ? named : mostFrequent(best), isNamed);
    }

    /** The name of the class that is asked about. */
    String label() {
        return labels.get(index);
    }

    /** How often the model says each class, by its label, the most frequent one first. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counted(best).entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .forEach(entry -> counts.merge(labels.get(entry.getKey()), entry.getValue(), Integer::sum));
        return counts;
    }

    /** Numbers of pictures of the class, evenly chosen. */
    List<Integer> some(int most) {
        List<Integer> own = IntStream.range(0, best.size())
                .filter(picture -> best.get(picture) == index)
                .boxed()
                .toList();
        return Evenly.some(own, most);
    }

    private static int mostFrequent(List<Integer> best) {
        return counted(best).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static Map<Integer, Integer> counted(List<Integer> best) {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        best.forEach(each -> counts.merge(each, 1, Integer::sum));
        return counts;
    }
}
