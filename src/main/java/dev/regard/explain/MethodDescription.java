package dev.regard.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of the class activation mapping family.
 *
 * @param name       in requests, such as {@code grad-cam}
 * @param title      as people write it, such as {@code Grad-CAM}
 * @param summary    one plain sentence
 * @param paper      author, year, title and address
 * @param when       when to use it, one plain sentence
 * @param needs      what the model must offer
 * @param cost       what it takes besides one forward pass
 * @param kind       {@code class-activation-map}, or {@code saliency-map} where it gives a value for each pixel
 * @param atLayer    true where a target layer is to be chosen
 * @param dependsOnClass false where the map is the same for every class
 * @param allClasses true where it gives the maps of all classes at no extra cost
 * @param isLong     true where it asks the model many times, so that its map grows while it works
 * @param sharesForwards true where what the model is asked serves all classes together
 * @param givesConcepts true where it gives parts of the picture in place of a map for each class
 * @param options    fields of a request that say how thoroughly it looks
 */
public record MethodDescription(
        String name,
        String title,
        String summary,
        String paper,
        String when,
        String needs,
        String cost,
        String kind,
        boolean atLayer,
        boolean dependsOnClass,
        boolean allClasses,
        boolean isLong,
        boolean sharesForwards,
        boolean givesConcepts,
        List<Option> options) {

    /**
     * A field that only some methods read.
     *
     * @param name    of the field
     * @param about   what it says, a few words
     * @param usual   what it is where a request does not say; null where that depends on the model
     * @param least   the smallest number; null where it is none
     * @param most    the largest number; null where it is none
     * @param choices that have a name; others may be given where the field says so
     */
    public record Option(
            String name,
            String about,
            @Nullable Object usual,
            @Nullable Number least,
            @Nullable Number most,
            List<String> choices) {}
}
