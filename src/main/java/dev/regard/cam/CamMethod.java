package dev.regard.cam;

import java.util.Arrays;
import java.util.Optional;

/** The methods of the class activation mapping family, with what to say about them. */
public enum CamMethod {
    CAM(
            "cam",
            "CAM",
            "Weighs each feature map by the model's own weight for the class. Exact, and instant for every class.",
            "Zhou et al. 2016, Learning Deep Features for Discriminative Localization, https://arxiv.org/abs/1512.04150",
            Needs.CLASS_MAPS,
            "nothing"),
    GRAD_CAM(
            "grad-cam",
            "Grad-CAM",
            "Weighs each feature map by how strongly the class score reacts to it on average.",
            "Selvaraju et al. 2017, Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization,"
                    + " https://arxiv.org/abs/1610.02391",
            Needs.GRADIENTS,
            "one backward pass of the part behind the target layer");

    /** What a method reads. */
    public enum Needs {
        CLASS_MAPS("a model that ends in global average pooling and one linear layer, at the layer before the pool"),
        GRADIENTS("a derivative for every operator behind the target layer");

        private final String words;

        Needs(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    private final String id;
    private final String title;
    private final String summary;
    private final String paper;
    private final Needs needs;
    private final String cost;

    CamMethod(String id, String title, String summary, String paper, Needs needs, String cost) {
        this.id = id;
        this.title = title;
        this.summary = summary;
        this.paper = paper;
        this.needs = needs;
        this.cost = cost;
    }

    /** The method of this name in requests. */
    public static Optional<CamMethod> named(String id) {
        return Arrays.stream(values()).filter(method -> method.id.equals(id)).findFirst();
    }

    /** Its name in requests, such as {@code grad-cam}. */
    public String id() {
        return id;
    }

    /** As people write it. */
    public String title() {
        return title;
    }

    /** One plain sentence. */
    public String summary() {
        return summary;
    }

    /** Author, year, title, address. */
    public String paper() {
        return paper;
    }

    public Needs needs() {
        return needs;
    }

    /** What it takes besides one forward pass. */
    public String cost() {
        return cost;
    }

    /** True where it gives the maps of all classes at no extra cost. */
    public boolean givesAllClasses() {
        return needs == Needs.CLASS_MAPS;
    }
}
