package dev.regard.explain;

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
        boolean allClasses) {}
