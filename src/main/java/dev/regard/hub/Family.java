package dev.regard.hub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * How pictures are prepared for the models of the zoo: what was found to be right, which its own pages do not always say.
 * Three kinds of files are not in the catalogue because nobody knows how to prepare pictures for them:
 * {@code resnet50-caffe2} and {@code inception-v2} (nothing written), {@code densenet-121} (its documented way gives bad
 * results), and {@code shufflenet-9} (nearly the same answer for any picture).
 */
public enum Family {

    /** As torchvision does it. */
    IMAGENET(
            "Shorter side to 256, centre 224, 0 to 1, mean and deviation of ImageNet.",
            cropped()
                    .put("do_rescale", true)
                    .put("rescale_factor", 1 / 255.0)
                    .put("image_mean", JsonArray.of(0.485, 0.456, 0.406))
                    .put("image_std", JsonArray.of(0.229, 0.224, 0.225))),

    /**
     * As Caffe did it. The zoo's page of SqueezeNet 1.0 says {@link #IMAGENET}, which gives wrong classes (onnx/models#622,
     * #659). Bicubic because the accuracies were measured with a plain {@code Image.resize} of Pillow 8.2 or newer
     * (intel/neural-compressor, {@code onnx_model_zoo}), whose default that is since 7.0.
     */
    CAFFE(
            "Squashed to 224 x 224, blue first, 0 to 255 less the mean of each channel.",
            squashed(224, Pillow.BICUBIC)
                    .put("do_rescale", false)
                    .put("do_flip_channel_order", true)
                    .put("do_normalize", true)
                    .put("image_mean", JsonArray.of(103.939, 116.779, 123.68))
                    .put("image_std", JsonArray.of(1, 1, 1))),

    /** The original enlarges with OpenCV's linear filter, which does not smooth when it makes smaller; this one does. */
    EFFICIENTNET_LITE(
            "Shorter side to 256, centre 224, 0 to 255 less 127, over 128.",
            cropped()
                    .put("do_rescale", false)
                    .put("image_mean", JsonArray.of(127, 127, 127))
                    .put("image_std", JsonArray.of(128, 128, 128))),

    /** The zoo's page divides by 255; the model's own test vectors hold the numbers as they are. */
    DIGITS(
            "A white digit on black, squashed to 28 x 28, grey from 0 to 255.",
            squashed(28, Pillow.BILINEAR).put("do_rescale", false).put("do_normalize", false));

    /** Codes of {@code PIL.Image.Resampling}. */
    private static final class Pillow {
        static final int BILINEAR = 2;
        static final int BICUBIC = 3;
    }

    private final String sentence;
    private final String preprocessing;

    Family(String sentence, JsonObject preprocessing) {
        this.sentence = sentence;
        this.preprocessing = preprocessing.encodePrettily();
    }

    private static JsonObject cropped() {
        return new JsonObject()
                .put("do_resize", true)
                .put("size", new JsonObject().put("shortest_edge", 256))
                .put("resample", Pillow.BILINEAR)
                .put("do_center_crop", true)
                .put("crop_size", square(224))
                .put("do_normalize", true);
    }

    private static JsonObject squashed(int edge, int resample) {
        return new JsonObject()
                .put("do_resize", true)
                .put("size", square(edge))
                .put("resample", resample)
                .put("do_center_crop", false);
    }

    private static JsonObject square(int edge) {
        return new JsonObject().put("height", edge).put("width", edge);
    }

    /** In a sentence. */
    public String sentence() {
        return sentence;
    }

    /** As {@code preprocessor_config.json}. */
    String preprocessing() {
        return preprocessing;
    }
}
