package dev.regard.image;

import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.Preprocessing.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Preprocessings that models were commonly trained with, to choose from where a model's files say nothing. */
public enum Preset {
    IMAGENET(
            "ImageNet",
            "The middle 7/8 of the picture, bilinear, normalized by the mean and deviation of ImageNet: torchvision's and most of PyTorch.",
            Geometry.MIDDLE,
            Interpolation.BILINEAR,
            Scale.IMAGENET),
    IMAGENET_BICUBIC(
            "ImageNet, bicubic",
            "As ImageNet, but resized bicubic: most of timm.",
            Geometry.MIDDLE,
            Interpolation.BICUBIC,
            Scale.IMAGENET),
    IMAGENET_WHOLE(
            "ImageNet, whole picture",
            "The whole picture squashed to the model's size, normalized by the mean and deviation of ImageNet: small networks.",
            Geometry.SQUASHED,
            Interpolation.BILINEAR,
            Scale.IMAGENET),
    UNIT(
            "0 to 1",
            "The whole picture squashed to the model's size, samples from 0 to 1: many exports of Keras and AutoML.",
            Geometry.SQUASHED,
            Interpolation.BILINEAR,
            Scale.UNIT),
    UNIT_MIDDLE(
            "0 to 1, middle",
            "The largest middle of the picture, bilinear, samples from 0 to 1: Ultralytics.",
            Geometry.LARGEST,
            Interpolation.BILINEAR,
            Scale.UNIT),
    SIGNED(
            "-1 to 1",
            "The whole picture squashed to the model's size, samples from -1 to 1: MobileNet of TensorFlow, ViT of Google.",
            Geometry.SQUASHED,
            Interpolation.BILINEAR,
            Scale.SIGNED),
    BYTES(
            "0 to 255",
            "The whole picture squashed to the model's size, samples as they are, 0 to 255: models that rescale by themselves.",
            Geometry.SQUASHED,
            Interpolation.BILINEAR,
            Scale.BYTES),
    CAFFE_BGR(
            "Caffe, blue first",
            "The whole picture squashed to the model's size, blue first, the mean of ImageNet subtracted: Caffe, and VGG and ResNet of Keras.",
            Geometry.SQUASHED,
            Interpolation.BILINEAR,
            Scale.CAFFE),
    EFFICIENTNET_LITE(
            "EfficientNet-Lite",
            "The middle 7/8 of the picture, bicubic, samples minus 127 and divided by 128.",
            Geometry.MIDDLE,
            Interpolation.BICUBIC,
            Scale.LITE),
    CLIP(
            "CLIP",
            "The largest middle of the picture, bicubic, normalized by the mean and deviation that CLIP was trained with.",
            Geometry.LARGEST,
            Interpolation.BICUBIC,
            Scale.CLIP),
    INCEPTION(
            "Inception",
            "The middle 7/8 of the picture, bilinear, samples from -1 to 1.",
            Geometry.MIDDLE,
            Interpolation.BILINEAR,
            Scale.SIGNED);

    private final String title;
    private final String sentence;
    private final Geometry geometry;
    private final Interpolation interpolation;
    private final Scale scale;

    Preset(String title, String sentence, Geometry geometry, Interpolation interpolation, Scale scale) {
        this.title = title;
        this.sentence = sentence;
        this.geometry = geometry;
        this.interpolation = interpolation;
        this.scale = scale;
    }

    /** The one of this id; empty where there is none. */
    public static Optional<Preset> ofId(String id) {
        return Arrays.stream(values()).filter(preset -> preset.id().equals(id)).findFirst();
    }

    /** How it is named in requests and files: {@code imagenet-bicubic}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How it is named to a person. */
    public String title() {
        return title;
    }

    /** What it does and who uses it, in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** For a model's input; the size before the crop follows from the input's. */
    public Preprocessing of(int height, int width, int channels, Layout layout) {
        return new Preprocessing(
                geometry.target(height, width),
                interpolation,
                geometry.crop(height, width),
                scale.rescaleFactor,
                perChannel(scale.mean, channels),
                perChannel(scale.std, channels),
                channels,
                scale.order,
                layout);
    }

    /** What is no colour (grey, alpha) gets the average of the three. */
    private static List<Double> perChannel(List<Double> colours, int channels) {
        if (colours.isEmpty()) {
            return colours;
        }
        double average =
                colours.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        boolean inColour = channels == 3 || channels == 4;
        return IntStream.range(0, channels)
                .mapToObj(channel -> inColour && channel < 3 ? colours.get(channel) : (Double) average)
                .toList();
    }

    /** Which part of the picture the model sees. */
    private enum Geometry {
        SQUASHED,
        LARGEST,
        MIDDLE;

        /** 224 of 256, and in proportion for other sizes. */
        private static final double MIDDLE_SHARE = 0.875;

        ResizeTarget target(int height, int width) {
            return switch (this) {
                case SQUASHED -> new ResizeTarget.Exact(height, width);
                case LARGEST -> covering(height, width);
                case MIDDLE -> covering((int) (height / MIDDLE_SHARE), (int) (width / MIDDLE_SHARE));
            };
        }

        @Nullable
        CentreCrop crop(int height, int width) {
            return this == SQUASHED ? null : new CentreCrop(height, width);
        }

        /** As timm does: torchvision's resize for a square. */
        private static ResizeTarget covering(int height, int width) {
            return height == width ? new ResizeTarget.ShortestEdge(height) : new ResizeTarget.Cover(height, width);
        }
    }

    /** What becomes of a sample. */
    @SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
    private enum Scale {
        IMAGENET(1 / 255.0, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225), ChannelOrder.RGB),
        CLIP(
                1 / 255.0,
                List.of(0.48145466, 0.4578275, 0.40821073),
                List.of(0.26862954, 0.26130258, 0.27577711),
                ChannelOrder.RGB),
        UNIT(1 / 255.0, List.of(), List.of(), ChannelOrder.RGB),
        SIGNED(1 / 255.0, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5), ChannelOrder.RGB),
        BYTES(1, List.of(), List.of(), ChannelOrder.RGB),
        LITE(1, List.of(127.0, 127.0, 127.0), List.of(128.0, 128.0, 128.0), ChannelOrder.RGB),
        CAFFE(1, List.of(103.939, 116.779, 123.68), List.of(1.0, 1.0, 1.0), ChannelOrder.BGR);

        private final double rescaleFactor;
        private final List<Double> mean;
        private final List<Double> std;
        private final ChannelOrder order;

        Scale(double rescaleFactor, List<Double> mean, List<Double> std, ChannelOrder order) {
            this.rescaleFactor = rescaleFactor;
            this.mean = mean;
            this.std = std;
            this.order = order;
        }
    }
}
