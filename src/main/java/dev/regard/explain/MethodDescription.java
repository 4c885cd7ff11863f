package dev.regard.explain;

/**
 * A method of the class activation mapping family.
 *
 * @param name       in requests, such as {@code grad-cam}
 * @param title      as people write it, such as {@code Grad-CAM}
 * @param summary    one plain sentence
 * @param paper      author, year, title and address
 * @param needs      what the model must offer
 * @param cost       what it takes besides one forward pass
 * @param allClasses true where it gives the maps of all classes at no extra cost
 */
public record MethodDescription(
        String name, String title, String summary, String paper, String needs, String cost, boolean allClasses) {}
