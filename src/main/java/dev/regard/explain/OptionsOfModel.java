package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.runtime.LayerInfo;
import java.util.List;

/** Options that depend on the model: what is usual for it, and what it cannot do. */
final class OptionsOfModel {

    /** Of the picture's shorter side, what occlusion usually hides at once. */
    private static final int WINDOWS_ALONG_A_SIDE = 7;

    private OptionsOfModel() {}

    /** All options that a method reads. Throws {@link BadSelection} where the model has less than was asked for. */
    static MethodOptions complete(MethodOptions options, CamMethod method, LoadedModel model, List<LayerInfo> layers) {
        MethodOptions complete = options;
        if (MethodOption.of(method).contains(MethodOption.WINDOW)) {
            int side = Math.min(model.graph().inputHeight(), model.graph().inputWidth());
            complete = withUsual(complete, MethodOption.WINDOW, Math.max(1, side / WINDOWS_ALONG_A_SIDE));
            check(complete, MethodOption.WINDOW, side, "pixels of the model's input");
            int window = complete.whole(MethodOption.WINDOW);
            complete = withUsual(complete, MethodOption.STRIDE, Math.max(1, window / 2));
            check(complete, MethodOption.STRIDE, window, "pixels of a window");
        }
        if (MethodOption.of(method).contains(MethodOption.CHANNELS)) {
            int channels = layers.stream().mapToInt(LayerInfo::channels).min().orElseThrow();
            complete = withUsual(complete, MethodOption.CHANNELS, channels);
            check(complete, MethodOption.CHANNELS, channels, "feature maps of the layer");
        }
        if (method.givesConcepts() && options.isOn(MethodOption.SMOOTH)) {
            throw new BadSelection(
                    method.title()
                            + " finds other parts in each copy of the picture: 'smooth' must be false, or choose another method.");
        }
        if (method.givesConcepts() && layers.size() > 1) {
            throw new BadSelection(method.title() + " divides one layer: name one layer.");
        }
        return complete;
    }

    private static MethodOptions withUsual(MethodOptions options, MethodOption option, int usual) {
        return options.has(option) ? options : options.with(option, usual);
    }

    private static void check(MethodOptions options, MethodOption option, int most, String unit) {
        int given = options.whole(option);
        if (given > most) {
            throw new BadSelection("'%s' is %d but must be a whole number from 1 to %d, the %s."
                    .formatted(option.field(), given, most, unit));
        }
    }
}
