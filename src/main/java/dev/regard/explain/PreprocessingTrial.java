package dev.regard.explain;

import java.util.List;

/**
 * What a model says of a picture that is prepared in a certain way.
 *
 * @param preset      id of the preset; {@code current} for the model's own preprocessing
 * @param title       what a person calls it
 * @param about       one sentence
 * @param isCurrent   true where the model is fed like that
 * @param predictions the most probable classes, best first
 * @param seen        PNG of the picture as the model sees it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on
public record PreprocessingTrial(
        String preset, String title, String about, boolean isCurrent, List<Prediction> predictions, byte[] seen) {

    public PreprocessingTrial {
        predictions = List.copyOf(predictions);
    }
}
