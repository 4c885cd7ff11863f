package dev.regard.image;

import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.Preprocessing.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways to prepare pictures that most published classifiers were trained with. */
public enum Preset {
    IMAGENET(
            "ImageNet",
            "The middle of the picture, with the mean and deviation of ImageNet: torchvision, timm, MXNet.",
            Fit.CROP,
            Interpolation.BILINEAR,
            Numbers.IMAGENET),
    IMAGENET_BICUBIC(
            "ImageNet, bicubic",
            "The same, resized with the bicubic filter: many of timm's networks, EfficientNet.",
            Fit.CROP,
            Interpolation.BICUBIC,
            Numbers.IMAGENET),
    IMAGENET_WHOLE(
            "ImageNet, whole picture",
            "The whole picture pressed into the square, with the mean and deviation of ImageNet.",
            Fit.PRESS,
            Interpolation.BILINEAR,
            Numbers.IMAGENET),
    UNIT(
            "0 to 1",
            "The whole picture pressed into the square, from 0 to 1.",
            Fit.PRESS,
            Interpolation.BILINEAR,
            Numbers.UNIT),
    UNIT_CROP(
            "0 to 1, middle",
            "The middle of the picture, from 0 to 1: Ultralytics.",
            Fit.WHOLE_SIDE,
            Interpolation.BILINEAR,
            Numbers.UNIT),
    SIGNED(
            "-1 to 1",
            "The whole picture pressed into the square, from -1 to 1: Keras' MobileNet, Xception, Inception; ViT.",
            Fit.PRESS,
            Interpolation.BILINEAR,
            Numbers.SIGNED),
    SIGNED_CROP(
            "-1 to 1, middle",
            "The middle of the picture, from -1 to 1: TensorFlow's MobileNet and Inception.",
            Fit.CROP,
            Interpolation.BILINEAR,
            Numbers.SIGNED),
    BYTES(
            "0 to 255",
            "The whole picture pressed into the square, its numbers as they are: Keras' EfficientNet, which scales them itself.",
            Fit.PRESS,
            Interpolation.BILINEAR,
            Numbers.BYTES),
    CAFFE_BGR(
            "Caffe",
            "Blue, green, red, without the mean of ImageNet and without scaling: Caffe, and Keras' VGG and ResNet.",
            Fit.PRESS,
            Interpolation.BILINEAR,
            Numbers.CAFFE),
    EFFICIENTNET_LITE(
            "EfficientNet-Lite",
            "The middle of the picture, (x - 127) / 128.",
            Fit.CROP,
            Interpolation.BILINEAR,
            Numbers.LITE),
    CLIP(
            "CLIP",
            "The shorter side as long as the square, bicubic, with the mean and deviation of CLIP.",
            Fit.WHOLE_SIDE,
            Interpolation.BICUBIC,
            Numbers.CLIP);

    /** The share of the shorter side that a crop keeps: 224 of 256. */
    private static final double KEPT = 0.875;

    private final String title;
    private final String sentence;
    private final Fit fit;
    private final Interpolation interpolation;
    private final Numbers numbers;

    Preset(String title, String sentence, Fit fit, Interpolation interpolation, Numbers numbers) {
        this.title = title;
        this.sentence = sentence;
        this.fit = fit;
        this.interpolation = interpolation;
        this.numbers = numbers;
    }

    /** What becomes of the picture's proportions. */
    private enum Fit {
        CROP,
        WHOLE_SIDE,
        PRESS
    }

    /** What becomes of a sample: {@code (sample * rescale - mean) / std}, the numbers in the model's order of channels. */
    @SuppressWarnings("ImmutableEnumChecker") // lists that cannot change
    private enum Numbers {
        IMAGENET(1 / 255.0, ChannelOrder.RGB, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)),
        UNIT(1 / 255.0, ChannelOrder.RGB, List.of(), List.of()),
        SIGNED(1 / 255.0, ChannelOrder.RGB, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)),
        BYTES(1, ChannelOrder.RGB, List.of(), List.of()),
        CAFFE(1, ChannelOrder.BGR, List.of(103.939, 116.779, 123.68), List.of(1.0, 1.0, 1.0)),
        LITE(1, ChannelOrder.RGB, List.of(127.0, 127.0, 127.0), List.of(128.0, 128.0, 128.0)),
        CLIP(
                1 / 255.0,
                ChannelOrder.RGB,
                List.of(0.48145466, 0.4578275, 0.40821073),
                List.of(0.26862954, 0.26130258, 0.27577711));

        private final double rescale;
        private final ChannelOrder order;
        private final List<Double> mean;
        private final List<Double> std;

        Numbers(double rescale, ChannelOrder order, List<Double> mean, List<Double> std) {
            this.rescale = rescale;
            this.order = order;
            this.mean = mean;
            this.std = std;
        }
    }

    /** Its name in requests. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a person calls it. */
    public String title() {
        return title;
    }

    /** One sentence. */
    public String sentence() {
        return sentence;
    }

    /** The preset of this id. */
    public static Optional<Preset> ofId(String id) {
        return Arrays.stream(values()).filter(preset -> preset.id().equals(id)).findFirst();
    }

    /**
     * For a model's input; of other than three channels each gets the mean of the preset's numbers.
     *
     * @param height   of the input, in pixels
     * @param width    of the input, in pixels
     * @param channels of the input
     */
    public Preprocessing of(int height, int width, int channels, Layout layout) {
        int shorter = Math.min(height, width);
        return new Preprocessing(
                switch (fit) {
                    case CROP -> new ResizeTarget.ShortestEdge((int) Math.round(shorter / KEPT));
                    case WHOLE_SIDE -> new ResizeTarget.ShortestEdge(shorter);
                    case PRESS -> new ResizeTarget.Exact(height, width);
                },
                interpolation,
                fit == Fit.PRESS ? null : new CentreCrop(height, width),
                numbers.rescale,
                perChannel(numbers.mean, channels),
                perChannel(numbers.std, channels),
                channels,
                channels == 3 ? numbers.order : ChannelOrder.RGB,
                layout);
    }

    private static List<Double> perChannel(List<Double> three, int channels) {
        if (three.isEmpty() || channels == three.size()) {
            return three;
        }
        double mean = three.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return java.util.Collections.nCopies(channels, mean);
    }
}
