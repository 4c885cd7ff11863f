package dev.regard.explain;

import dev.regard.cam.PlacedMap;
import dev.regard.image.Appearance;
import dev.regard.image.Box;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prediction, maps, and how they came about.
 *
 * @param id          what it is of
 * @param model       name of the model
 * @param method      name of the method
 * @param layers      names of the target layers' values in the graph
 * @param device      {@code cpu}, {@code cuda} or {@code cuda:n}
 * @param imageId     SHA-256 of the picture's bytes, in hexadecimal
 * @param width       of the upright picture, in pixels
 * @param height      of the upright picture, in pixels
 * @param appearance  of the picture's file
 * @param seen        the part of the picture that the model saw
 * @param isOfProbabilities true where probabilities are explained, because no class scores were found in front of them
 * @param options     of the method, as they were used, by the field of a request
 * @param predictions best first
 * @param maps        in the order asked for; none where there are concepts
 * @param concepts    parts of the picture, of a method that finds such, the largest first
 * @param looked      how much was looked at, where less than all was asked for; else null
 * @param timing      where the time went
 */
public record Explanation(
        ExplanationId id,
        String model,
        String method,
        List<String> layers,
        String device,
        String imageId,
        int width,
        int height,
        Appearance appearance,
        Box seen,
        boolean isOfProbabilities,
        Map<String, Object> options,
        List<Prediction> predictions,
        List<ClassMap> maps,
        List<ConceptMap> concepts,
        @Nullable Looked looked,
        Timing timing) {

    /** The first map, or where there are parts, that of the largest one. */
    PlacedMap first() {
        if (maps.isEmpty()) {
            ConceptMap largest = concepts.getFirst();
            return new PlacedMap(largest.map(), largest.geometry());
        }
        return maps.getFirst().placed();
    }

    /** The same without maps. */
    public Explanation withoutMaps() {
        return new Explanation(
                id,
                model,
                method,
                layers,
                device,
                imageId,
                width,
                height,
                appearance,
                seen,
                isOfProbabilities,
                options,
                predictions,
                List.of(),
                concepts,
                looked,
                timing);
    }
}
