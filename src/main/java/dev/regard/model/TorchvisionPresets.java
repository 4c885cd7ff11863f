package dev.regard.model;

import dev.regard.image.CentreCrop;
import dev.regard.image.Interpolation;
import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.ResizeTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How torchvision's own weights are fed, by the names of their architectures: the presets of the weights that it calls the
 * default ones. Only a guess, as a name does not tell which weights a file holds.
 */
public final class TorchvisionPresets {

    private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> STD = List.of(0.229, 0.224, 0.225);
    private static final Map<String, Sizes> ARCHITECTURES = architectures();

    private TorchvisionPresets() {}

    /** The shorter side, what is kept of it, and the filter. */
    private record Sizes(int resize, int crop, Interpolation interpolation) {}

    /** The preset of the architecture that a model's name begins with; empty where none is known. */
    public static Optional<StatedPreprocessing> named(String name) {
        String folded = fold(name);
        return ARCHITECTURES.keySet().stream()
                .filter(architecture -> folded.equals(architecture) || folded.startsWith(architecture + "_"))
                .max(Comparator.comparingInt(String::length))
                .map(TorchvisionPresets::preset);
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_').replaceFirst("^(torchvision|tv)_", "");
    }

    private static StatedPreprocessing preset(String architecture) {
        Sizes sizes = ARCHITECTURES.get(architecture);
        if (sizes == null) {
            throw new IllegalArgumentException(architecture);
        }
        return new StatedPreprocessing(
                "torchvision's preset for " + architecture,
                new ResizeTarget.ShortestEdge(sizes.resize),
                new CentreCrop(sizes.crop, sizes.crop),
                sizes.interpolation,
                1 / 255.0,
                MEAN,
                STD,
                ChannelOrder.RGB);
    }

    private static Map<String, Sizes> architectures() {
        Map<String, Sizes> all = new TreeMap<>();
        put(
                all,
                256,
                224,
                Interpolation.BILINEAR,
                "alexnet",
                "densenet121",
                "densenet161",
                "densenet169",
                "densenet201");
        put(all, 256, 224, Interpolation.BILINEAR, "googlenet", "vgg11", "vgg11_bn", "vgg13", "vgg13_bn", "vgg16");
        put(all, 256, 224, Interpolation.BILINEAR, "vgg16_bn", "vgg19", "vgg19_bn", "resnet18", "resnet34");
        put(all, 256, 224, Interpolation.BILINEAR, "squeezenet1_0", "squeezenet1_1", "mobilenet_v3_small");
        put(
                all,
                256,
                224,
                Interpolation.BILINEAR,
                "shufflenet_v2_x0_5",
                "shufflenet_v2_x1_0",
                "mnasnet0_5",
                "mnasnet1_0");
        put(all, 256, 224, Interpolation.BILINEAR, "vit_b_16", "vit_b_32", "vit_l_32");
        put(all, 242, 224, Interpolation.BILINEAR, "vit_l_16");
        put(
                all,
                232,
                224,
                Interpolation.BILINEAR,
                "resnet50",
                "resnet101",
                "resnet152",
                "wide_resnet50_2",
                "mobilenet_v2");
        put(all, 232, 224, Interpolation.BILINEAR, "wide_resnet101_2", "resnext50_32x4d", "resnext101_32x8d");
        put(
                all,
                232,
                224,
                Interpolation.BILINEAR,
                "mobilenet_v3_large",
                "convnext_base",
                "convnext_large",
                "mnasnet1_3");
        put(
                all,
                232,
                224,
                Interpolation.BILINEAR,
                "regnet_y_400mf",
                "regnet_y_800mf",
                "regnet_x_400mf",
                "regnet_x_800mf");
        put(all, 236, 224, Interpolation.BILINEAR, "convnext_tiny");
        put(all, 230, 224, Interpolation.BILINEAR, "convnext_small");
        put(all, 232, 224, Interpolation.BICUBIC, "swin_t");
        put(all, 246, 224, Interpolation.BICUBIC, "swin_s");
        put(all, 238, 224, Interpolation.BICUBIC, "swin_b");
        put(all, 260, 256, Interpolation.BICUBIC, "swin_v2_t", "swin_v2_s");
        put(all, 272, 256, Interpolation.BICUBIC, "swin_v2_b");
        put(all, 342, 299, Interpolation.BILINEAR, "inception_v3");
        put(all, 256, 224, Interpolation.BICUBIC, "efficientnet_b0");
        put(all, 255, 240, Interpolation.BILINEAR, "efficientnet_b1");
        put(all, 288, 288, Interpolation.BICUBIC, "efficientnet_b2");
        put(all, 320, 300, Interpolation.BICUBIC, "efficientnet_b3");
        put(all, 384, 380, Interpolation.BICUBIC, "efficientnet_b4");
        put(all, 456, 456, Interpolation.BICUBIC, "efficientnet_b5");
        put(all, 528, 528, Interpolation.BICUBIC, "efficientnet_b6");
        put(all, 600, 600, Interpolation.BICUBIC, "efficientnet_b7");
        put(all, 384, 384, Interpolation.BILINEAR, "efficientnet_v2_s");
        put(all, 480, 480, Interpolation.BILINEAR, "efficientnet_v2_m");
        put(all, 224, 224, Interpolation.BICUBIC, "maxvit_t");
        return Map.copyOf(all);
    }

    private static void put(
            Map<String, Sizes> all, int resize, int crop, Interpolation interpolation, String... architectures) {
        for (String architecture : architectures) {
            all.put(architecture, new Sizes(resize, crop, interpolation));
        }
    }
}
