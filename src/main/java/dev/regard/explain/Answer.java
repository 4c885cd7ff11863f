package dev.regard.explain;

import dev.regard.image.Appearance;
import dev.regard.image.ModelInput;
import dev.regard.runtime.LayerInfo;
import java.util.List;

/**
 * Makes explanations of maps, finished or not.
 *
 * @param choice       what was asked for
 * @param device       where it is computed
 * @param imageId      SHA-256 of the picture's bytes, in hexadecimal
 * @param input        the picture
 * @param appearance   of its file
 * @param decodeMillis what it took to read it
 */
record Answer(
        MethodChoice choice,
        String device,
        String imageId,
        ModelInput input,
        Appearance appearance,
        double decodeMillis) {

    /** How many predictions an answer holds at least, best first. */
    private static final int BEST_PREDICTIONS = 10;

    /**
     * The explanation.
     *
     * @param runMillis what ONNX Runtime took
     * @param mapMillis what making the maps took
     */
    Explanation of(MethodRun.Found found, double runMillis, double mapMillis) {
        return new Explanation(
                ExplanationId.of(choice, imageId),
                choice.model().name(),
                choice.method().id(),
                choice.layers().stream().map(LayerInfo::name).toList(),
                device,
                imageId,
                input.pictureWidth(),
                input.pictureHeight(),
                appearance,
                input.seen(),
                choice.model().isOfProbabilities(),
                choice.options().usedBy(choice.method()),
                listed(found),
                found.maps(),
                found.concepts(),
                found.looked(),
                new Timing(decodeMillis, runMillis, mapMillis));
    }

    /** All predictions where all classes were asked for, else the best ones and those that have a map. */
    private List<Prediction> listed(MethodRun.Found found) {
        List<Prediction> predictions = Predictions.of(
                found.scores(), choice.model().labels(), choice.model().activation());
        if (choice.classes() instanceof ClassSelection.All) {
            return predictions;
        }
        List<Integer> explained = found.maps().stream().map(ClassMap::index).toList();
        List<Prediction> best = predictions.subList(0, Math.min(BEST_PREDICTIONS, predictions.size()));
        return predictions.stream()
                .filter(prediction -> best.contains(prediction) || explained.contains(prediction.index()))
                .toList();
    }
}
