package dev.regard.cam;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every method, with what to say about it: a table, and longer than other files for that. The most useful come first: where
 * no method is asked for, the first that works is taken.
 */
public enum CamMethod {
    CAM(
            "cam",
            "CAM",
            "Weighs each feature map by the model's own weight for the class.",
            "Zhou et al. 2016, Learning Deep Features for Discriminative Localization, https://arxiv.org/abs/1512.04150",
            "nothing",
            "Wherever it works: it is exact, and instant for every class.",
            Needs.CLASS_MAPS),
    GRAD_CAM(
            "grad-cam",
            "Grad-CAM",
            "Weighs each feature map by how strongly the class score reacts to it on average.",
            "Selvaraju et al. 2017, Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization,"
                    + " https://arxiv.org/abs/1610.02391",
            "one backward pass of the part behind the target layer",
            "To begin with, at the last layer of a convolutional network.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS),
    LAYER_CAM(
            "layer-cam",
            "LayerCAM",
            "Weighs each cell of each feature map by its own gradient, where that is positive.",
            "Jiang et al. 2021, LayerCAM: Exploring Hierarchical Class Activation Maps for Localization,"
                    + " https://doi.org/10.1109/TIP.2021.3089943",
            "one backward pass of the part behind the target layer",
            "At early and middle layers, for finer maps, and for transformers.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS),
    HIRES_CAM(
            "hires-cam",
            "HiResCAM",
            "Multiplies each cell of each feature map by its own gradient, and keeps what speaks against the class.",
            "Draelos & Carin 2020, Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural"
                    + " networks, https://arxiv.org/abs/2011.08891",
            "one backward pass of the part behind the target layer",
            "To see what the model really computed with, where pooling or a linear layer follows; not before a LayerNorm.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS),
    GRAD_CAM_PLUS_PLUS(
            "grad-cam++",
            "Grad-CAM++",
            "Grad-CAM with more weight on the cells that raise the score.",
            "Chattopadhyay et al. 2018, Grad-CAM++: Generalized Gradient-Based Visual Explanations for Deep"
                    + " Convolutional Networks, https://arxiv.org/abs/1710.11063",
            "one backward pass of the part behind the target layer",
            "Where a picture shows the class several times.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS),
    X_GRAD_CAM(
            "xgrad-cam",
            "XGrad-CAM",
            "Grad-CAM with each gradient counted as much as its cell is active.",
            "Fu et al. 2020, Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs,"
                    + " https://arxiv.org/abs/2008.02312",
            "one backward pass of the part behind the target layer",
            "In place of Grad-CAM behind a ReLU; not where activations have both signs.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS),
    GRAD_CAM_ELEMENTWISE(
            "grad-cam-elementwise",
            "Grad-CAM element-wise",
            "HiResCAM with only the products that speak for the class.",
            "Gildenblat 2021, pytorch-grad-cam, https://github.com/jacobgil/pytorch-grad-cam (no paper)",
            "one backward pass of the part behind the target layer",
            "Before a LayerNorm, where HiResCAM cancels out.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS),
    EIGEN_CAM(
            "eigen-cam",
            "Eigen-CAM",
            "Shows where the feature maps differ most from their mean, whatever the class.",
            "Muhammad & Yeasin 2020, Eigen-CAM: Class Activation Map using Principal Components,"
                    + " https://arxiv.org/abs/2008.00299",
            "a few milliseconds",
            "Where no gradient can be had, and to see what stands out at all; not to compare classes.",
            Needs.ACTIVATIONS),
    EIGEN_GRAD_CAM(
            "eigen-grad-cam",
            "Eigen-Grad-CAM",
            "Eigen-CAM of the products of activations and gradients, which knows the class.",
            "Gildenblat 2021, pytorch-grad-cam, https://github.com/jacobgil/pytorch-grad-cam (no paper)",
            "one backward pass of the part behind the target layer, and a few milliseconds for each class",
            "For a cleaner map than Grad-CAM; it does not tell what speaks for a class from what speaks against it.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS),
    SMOOTH_GRAD_CAM_PLUS_PLUS(
            "smooth-grad-cam++",
            "Smooth Grad-CAM++",
            "Grad-CAM++ with gradients averaged over noisy copies of the picture.",
            "Omeiza et al. 2019, Smooth Grad-CAM++: An Enhanced Inference Level Visualization Technique for Deep"
                    + " Convolutional Neural Network Models, https://arxiv.org/abs/1908.01224",
            "a forward pass and a backward pass of the part behind the target layer for each noisy copy",
            "Where the map of Grad-CAM++ changes with the slightest change of the picture.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS),
    INPUT_GRADIENT(
            "input-gradient",
            "Input gradient",
            "Shows how much the class score would change with each pixel, whichever way.",
            "Simonyan et al. 2013, Deep Inside Convolutional Networks: Visualising Image Classification Models and"
                    + " Saliency Maps, https://arxiv.org/abs/1312.6034",
            "one backward pass of the whole model",
            "To see what the model is sensitive to, pixel by pixel; it is noisy.",
            Needs.INPUT_GRADIENTS),
    INPUT_X_GRADIENT(
            "input-x-gradient",
            "Input x gradient",
            "Multiplies each pixel by its gradient: what it adds to the class score, to first order.",
            "Shrikumar et al. 2016, Not Just a Black Box: Learning Important Features Through Propagating Activation"
                    + " Differences, https://arxiv.org/abs/1605.01713",
            "one backward pass of the whole model",
            "For signed values by pixel in one run; integrated gradients is truer and slower.",
            Needs.INPUT_GRADIENTS),
    INTEGRATED_GRADIENTS(
            "integrated-gradients",
            "Integrated gradients",
            "Divides the score's difference to a baseline picture among the pixels.",
            "Sundararajan et al. 2017, Axiomatic Attribution for Deep Networks, https://arxiv.org/abs/1703.01365",
            "a forward and a backward pass of the whole model for each step",
            "Where values must add up to the score; the answer depends on the baseline.",
            Needs.INPUT_GRADIENTS),
    SMOOTH_GRAD(
            "smoothgrad",
            "SmoothGrad",
            "The input gradient averaged over noisy copies of the picture.",
            "Smilkov et al. 2017, SmoothGrad: removing noise by adding noise, https://arxiv.org/abs/1706.03825",
            "a forward and a backward pass of the whole model for each noisy copy",
            "In place of the input gradient, where that is too noisy to read.",
            Needs.INPUT_GRADIENTS),
    GUIDED_BACKPROP(
            "guided-backprop",
            "Guided backpropagation",
            "The input gradient with every ReLU letting back only what is positive.",
            "Springenberg et al. 2015, Striving for Simplicity: The All Convolutional Net,"
                    + " https://arxiv.org/abs/1412.6806",
            "one backward pass of the whole model, in a graph of its own",
            "For a sharp picture of edges that matter; it hardly depends on the class.",
            Needs.GUIDED_GRADIENTS),
    GUIDED_GRAD_CAM(
            "guided-grad-cam",
            "Guided Grad-CAM",
            "Guided backpropagation where Grad-CAM is hot.",
            "Selvaraju et al. 2017, Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization,"
                    + " https://arxiv.org/abs/1610.02391",
            "two backward passes, one of them of the whole model in a graph of its own",
            "For details within the place that Grad-CAM finds.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS,
            Needs.GUIDED_GRADIENTS),
    FULL_GRAD(
            "fullgrad",
            "FullGrad",
            "Adds up what the pixels and the biases of all layers do to the class score.",
            "Srinivas & Fleuret 2019, Full-Gradient Representation for Neural Network Visualization,"
                    + " https://arxiv.org/abs/1905.00780",
            "one backward pass of the whole model, and a map for each bias",
            "For whole objects with clear borders in convolutional networks; it depends little on the class.",
            Needs.INPUT_GRADIENTS,
            Needs.BIAS_GRADIENTS),
    ABLATION_CAM(
            "ablation-cam",
            "Ablation-CAM",
            "Weighs each feature map by how much of the class score is lost without it.",
            "Desai & Ramaswamy 2020, Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free"
                    + " Localization, https://doi.org/10.1109/WACV45572.2020.9093360",
            "a run of the part behind the target layer for each feature map; one backward pass where that part is linear",
            "To see what is lost, not what slopes: where gradients vanish or mislead. A negative score turns its signs.",
            Needs.ACTIVATIONS),
    SCORE_CAM(
            "score-cam",
            "Score-CAM",
            "Weighs each feature map by the class score of the picture seen through it.",
            "Wang et al. 2020, Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks,"
                    + " https://arxiv.org/abs/1910.01279",
            "a forward pass for each feature map",
            "Where there is time: it needs no gradient, and asks the model itself.",
            Needs.ACTIVATIONS),
    SMOOTHED_SCORE_CAM(
            "ss-cam",
            "SS-CAM",
            "Score-CAM with each feature map looked through several times, with noise.",
            "Wang et al. 2020, SS-CAM: Smoothed Score-CAM for Sharper Visual Feature Localization,"
                    + " https://arxiv.org/abs/2006.14255",
            "a forward pass for each noisy copy of each feature map",
            "Where Score-CAM gives speckles; with few feature maps or much patience.",
            Needs.ACTIVATIONS),
    INTEGRATED_SCORE_CAM(
            "is-cam",
            "IS-CAM",
            "Score-CAM with each feature map opened step by step.",
            "Naidu et al. 2020, IS-CAM: Integrated Score-CAM for axiomatic-based explanations,"
                    + " https://arxiv.org/abs/2010.03023",
            "a forward pass for each step of each feature map",
            "Where single scores of Score-CAM jump; with few feature maps or much patience.",
            Needs.ACTIVATIONS),
    GROUP_CAM(
            "group-cam",
            "Group-CAM",
            "Groups feature maps by Grad-CAM's weights and weighs each group by what the picture gains through it.",
            "Zhang et al. 2021, Group-CAM: Group Score-Weighted Visual Explanations for Deep Convolutional Networks,"
                    + " https://arxiv.org/abs/2103.13859",
            "one backward pass of the part behind the target layer, and a forward pass for each group of each class",
            "In place of Score-CAM, in a fraction of its time.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS),
    RECIPRO_CAM(
            "recipro-cam",
            "Recipro-CAM",
            "Shows the class score that each place of the layer gives on its own.",
            "Byun & Lee 2022, Recipro-CAM: Fast gradient-free visual explanations for convolutional neural networks,"
                    + " https://arxiv.org/abs/2209.14074",
            "a run of the part behind the target layer for each cell",
            "For a quick map without gradients, at late layers.",
            Needs.ACTIVATIONS),
    VIT_RECIPRO_CAM(
            "vit-recipro-cam",
            "ViT-ReciproCAM",
            "Recipro-CAM for transformers: one patch at a time, with the class token as it is.",
            "Byun & Lee 2023, ViT-ReciproCAM: Gradient and Attention-Free Visual Explanations for Vision Transformer,"
                    + " https://arxiv.org/abs/2310.02588",
            "a run of the part behind the target layer for each token",
            "For transformers, before the last block.",
            Needs.TOKENS),
    RISE(
            "rise",
            "RISE",
            "Averages random masks by the probability of the class seen through them.",
            "Petsiuk et al. 2018, RISE: Randomized Input Sampling for Explanation of Black-box Models,"
                    + " https://arxiv.org/abs/1806.07421",
            "a forward pass for each mask",
            "For any model as it is, without a look inside; the more masks, the less noise.",
            Needs.PICTURE),
    OCCLUSION(
            "occlusion",
            "Occlusion",
            "Hides a window of the picture at a time and shows how much of the class score is lost.",
            "Zeiler & Fergus 2014, Visualizing and Understanding Convolutional Networks, https://arxiv.org/abs/1311.2901",
            "a forward pass for each window",
            "To answer plainly what happens if this is hidden; it misses what stands in the picture twice.",
            Needs.PICTURE),
    FEM(
            "fem",
            "FEM",
            "Marks where feature maps are unusually strong, whatever the class.",
            "Fuad et al. 2020, Features Understanding in 3D CNNs for Actions Recognition in Video,"
                    + " https://doi.org/10.1109/IPTA50016.2020.9286629",
            "a few milliseconds",
            "To see what stands out at all, without gradients; not to compare classes.",
            Needs.ACTIVATIONS),
    KPCA_CAM(
            "kpca-cam",
            "KPCA-CAM",
            "Eigen-CAM with a kernel, which also sees what is not on a line.",
            "Karmani et al. 2024, KPCA-CAM: Visual Explainability of Deep Computer Vision Models using Kernel PCA,"
                    + " https://arxiv.org/abs/2410.00267",
            "a few milliseconds; more at large layers",
            "Where Eigen-CAM mixes object and background; not to compare classes.",
            Needs.FEW_CELLS),
    FINER_CAM(
            "finer-cam",
            "Finer-CAM",
            "Grad-CAM of what tells the class from the classes most like it.",
            "Zhang et al. 2025, Finer-CAM: Spotting the Difference Reveals Finer Details for Visual Explanation,"
                    + " https://arxiv.org/abs/2501.11309",
            "a forward pass, and one backward pass of the part behind the target layer with a row for each similar class",
            "To tell breeds, birds or cars from each other.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS),
    SHAPLEY_CAM(
            "shapley-cam",
            "Shapley-CAM",
            "Grad-CAM corrected by how the gradient itself changes, after the Shapley value of each feature map.",
            "Cai 2025, CAMs as Shapley Value-based Explainers, https://arxiv.org/abs/2501.06261",
            "three backward passes of the part behind the target layer; one where that part is linear",
            "At layers with much behind them; where only pooling and a linear layer follow, it is Grad-CAM.",
            Needs.ACTIVATIONS,
            Needs.GRADIENTS),
    FEATURE_FACTORIZATION(
            "feature-factorization",
            "Deep feature factorization",
            "Divides the feature maps into a few parts that appear together, and says which classes each speaks for.",
            "Collins et al. 2018, Deep Feature Factorization For Concept Discovery, https://arxiv.org/abs/1806.10206",
            "some tens of milliseconds, and a run of the part behind the target layer for each part",
            "To see which parts the model tells apart in a picture: wings, wheels, sky.",
            Needs.ACTIVATIONS);

    /** What a method reads. */
    public enum Needs {
        CLASS_MAPS(
                "a model that ends in global average pooling and one linear layer, at the layer before the pool", true),
        ACTIVATIONS("a layer with a height and a width", true),
        FEW_CELLS("a layer of at most 4,096 cells", true),
        TOKENS("a layer of tokens, as transformers have them", true),
        GRADIENTS("a derivative for every operator behind the target layer", true),
        PICTURE("any model", false),
        INPUT_GRADIENTS("a derivative for every operator of the model", false),
        GUIDED_GRADIENTS("a derivative for every operator of the model, and ReLUs in it", false),
        BIAS_GRADIENTS("convolutions or batch normalizations with a bias", false);

        private final String words;
        private final boolean isAtLayer;

        Needs(String words, boolean isAtLayer) {
            this.words = words;
            this.isAtLayer = isAtLayer;
        }

        /** For people. */
        public String words() {
            return words;
        }

        /** True where it is read at the target layer, false where at the picture or everywhere. */
        public boolean isAtLayer() {
            return isAtLayer;
        }
    }

    /** What a method makes. */
    public enum Kind {
        /** Of the size of the target layer. */
        CLASS_ACTIVATION_MAP,
        /** Of the size of the model's input, pixel by pixel. */
        SALIENCY_MAP
    }

    private final String id;
    private final String title;
    private final String summary;
    private final String paper;
    private final String cost;
    private final String whenToUse;
    private final List<Needs> needs;

    CamMethod(String id, String title, String summary, String paper, String cost, String whenToUse, Needs... needs) {
        this.id = id;
        this.title = title;
        this.summary = summary;
        this.paper = paper;
        this.cost = cost;
        this.whenToUse = whenToUse;
        this.needs = List.of(needs);
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

    /** What it does, in one plain sentence. */
    public String summary() {
        return summary;
    }

    /** Author, year, title, address. */
    public String paper() {
        return paper;
    }

    /** What it takes besides one forward pass. */
    public String cost() {
        return cost;
    }

    /** One plain sentence. */
    public String whenToUse() {
        return whenToUse;
    }

    /** What it reads, all of it. */
    public List<Needs> needs() {
        return needs;
    }

    /** The same for people. */
    public String needsInWords() {
        List<Needs> said = needs.size() == 1
                ? needs
                : needs.stream().filter(need -> need != Needs.ACTIVATIONS).toList();
        return said.stream().map(Needs::words).collect(Collectors.joining("; "));
    }

    /** A class activation map where everything is read at the layer, else a saliency map. */
    public Kind kind() {
        return needs.stream().allMatch(Needs::isAtLayer) ? Kind.CLASS_ACTIVATION_MAP : Kind.SALIENCY_MAP;
    }

    /** True where a target layer is to be chosen. */
    public boolean hasLayer() {
        return needs.stream().anyMatch(Needs::isAtLayer);
    }

    /** False where the map is the same for every class. */
    public boolean dependsOnClass() {
        return switch (this) {
            case EIGEN_CAM, FEM, KPCA_CAM, FEATURE_FACTORIZATION -> false;
            default -> true;
        };
    }

    /** True where it asks the model many times, so that its map grows while it works. */
    public boolean isLong() {
        return switch (this) {
            case SMOOTH_GRAD_CAM_PLUS_PLUS, INTEGRATED_GRADIENTS, SMOOTH_GRAD, GROUP_CAM -> true;
            default -> sharesForwards();
        };
    }

    /** True where what the model is asked serves all classes together. */
    public boolean sharesForwards() {
        return switch (this) {
            case ABLATION_CAM,
                    SCORE_CAM,
                    SMOOTHED_SCORE_CAM,
                    INTEGRATED_SCORE_CAM,
                    RECIPRO_CAM,
                    VIT_RECIPRO_CAM,
                    RISE,
                    OCCLUSION -> true;
            default -> false;
        };
    }

    /** True where it gives parts of the picture in place of a map for each class. */
    public boolean givesConcepts() {
        return this == FEATURE_FACTORIZATION;
    }

    /** True where it gives the maps of all classes at no extra cost. */
    public boolean givesAllClasses() {
        return needs.contains(Needs.CLASS_MAPS);
    }
}
