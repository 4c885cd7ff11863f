package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.Attribution;
import dev.regard.cam.MapFinding;
import dev.regard.cam.MapGeometry;
import dev.regard.image.ModelInput;
import dev.regard.image.Preprocessor;
import dev.regard.runtime.CellPlacement;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: what was asked, the picture, and who computes.
 *
 * @param choice   what to do
 * @param input    the picture
 * @param runner   runs passes
 * @param progress hears how far it has come
 * @param partial  shows what is known so far
 */
record MethodRun(MethodChoice choice, ModelInput input, PassRunner runner, Progress progress, Partial partial) {

    /** Shows what is known so far, where somebody looks. */
    interface Partial {
        void show(SoFar soFar);
    }

    /** Makes what is known so far, which takes a while. */
    interface SoFar {
        Found found();
    }

    /**
     * What came of it.
     *
     * @param scores class scores of the picture
     * @param maps   one for each class asked for
     * @param concepts of a method that finds such
     * @param looked how much was looked at, where less than all was asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never written to
    record Found(
            float[] scores,
            List<ClassMap> maps,
            List<ConceptMap> concepts,
            @Nullable Looked looked) {

        Found(float[] scores, List<ClassMap> maps) {
            this(scores, maps, List.of(), null);
        }

        static Found of(ForwardBackward result, List<ClassMap> maps) {
            return new Found(result.scores().slice(0).values(), maps);
        }
    }

    /** The same of another picture, or for other classes, without showing what is known so far. */
    MethodRun of(ModelInput other, ClassSelection classes, Progress told) {
        return new MethodRun(choice.with(classes), other, runner, told, soFar -> {});
    }

    LoadedModel model() {
        return choice.model();
    }

    /** The classes asked for, of the picture. */
    Question question() {
        return choice.names().question(choice.classes(), input.tensor());
    }

    /** The indices of the classes asked for, once the scores of the picture are known. */
    List<Integer> classes(ForwardBackward result) {
        List<Prediction> predictions =
                Predictions.of(result.scores().slice(0).values(), model().labels(), model().activation());
        return choice.names().resolve(choice.classes(), predictions);
    }

    /** The picture, [C, H, W]. */
    FloatTensor picture() {
        return model().graph().inputLayout().maps(input.tensor().slice(0));
    }

    /** A picture of one colour, as the model takes it. */
    FloatTensor plain(Colour colour) {
        return Preprocessor.plain(
                colour.red(),
                colour.green(),
                colour.blue(),
                model().preprocessing(),
                input.tensor().shape());
    }

    /** The gradients of one row with respect to the picture, [C, H, W]. */
    FloatTensor pictureGradients(ForwardBackward result, int row) {
        return model().graph().inputLayout().maps(result.get(Wanted.GRADIENTS).slice(row));
    }

    /** A map of a layer. */
    ClassMap atLayer(LayerInfo layer, int index, ActivationMap map, Optional<MapFinding> finding) {
        return placed(index, map, model().graph().placement(layer.name()), finding.orElse(null), null);
    }

    /** A map with a value for each pixel of the model's input. */
    ClassMap atPicture(int index, ActivationMap map, Optional<MapFinding> finding, @Nullable Attribution attribution) {
        return placed(index, map, new CellPlacement(0.5, 0.5, 1, 1, true), finding.orElse(null), attribution);
    }

    private ClassMap placed(
            int index,
            ActivationMap map,
            CellPlacement cells,
            @Nullable MapFinding finding,
            @Nullable Attribution attribution) {
        boolean isNothing = finding != null && finding.kind().isNothing();
        // Rounding noise and what is no number never leave: whoever scales them up would see something.
        ActivationMap shown =
                isNothing ? new ActivationMap(map.height(), map.width(), new float[map.height() * map.width()]) : map;
        Alternative alternative = finding == null
                ? null
                : Alternative.of(finding.advice(), choice).orElse(null);
        return new ClassMap(
                index, model().labels().get(index), shown, inPicture(cells), finding, alternative, attribution);
    }

    /** From pixels of the model's input to pixels of the picture. */
    MapGeometry inPicture(CellPlacement cells) {
        double scaleX = input.seen().width() / model().graph().inputWidth();
        double scaleY = input.seen().height() / model().graph().inputHeight();
        return new MapGeometry(
                input.seen().x() + cells.x() * scaleX,
                input.seen().y() + cells.y() * scaleY,
                cells.stepX() * scaleX,
                cells.stepY() * scaleY,
                cells.exact());
    }
}
