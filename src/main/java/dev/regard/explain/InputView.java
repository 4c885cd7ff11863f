package dev.regard.explain;

import dev.regard.cam.Bilinear;
import dev.regard.cam.MapGeometry;
import dev.regard.image.ModelInput;
import dev.regard.runtime.AnalyzedModel;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;

/** How pictures and maps lie in what a model sees. Pure. */
public final class InputView {

    private final AnalyzedModel graph;

    InputView(AnalyzedModel graph) {
        this.graph = graph;
    }

    /** Height of what the model sees, in pixels. */
    public int height() {
        return graph.inputHeight();
    }

    /** Width of what the model sees, in pixels. */
    public int width() {
        return graph.inputWidth();
    }

    /** The numbers of what the model sees as [C, H, W], whichever way they lie; a copy where they lie otherwise. */
    public FloatTensor planes(FloatTensor input) {
        return graph.inputLayout().maps(input.slice(0));
    }

    /** The reverse of {@link #planes}: [C, H, W] in the layout that the model takes, without the batch. */
    public float[] interleaved(FloatTensor planes) {
        int[] batch = graph.inputShape().dimensions();
        Shape one = new Shape(Arrays.copyOfRange(batch, 1, batch.length));
        return graph.inputLayout().value(planes, one).values();
    }

    /**
     * An altered copy of a picture.
     *
     * @param planes [C, H, W]
     */
    public ModelInput altered(ModelInput input, FloatTensor planes) {
        return new ModelInput(
                new FloatTensor(input.tensor().shape(), interleaved(planes)),
                input.seen(),
                input.pictureWidth(),
                input.pictureHeight());
    }

    /**
     * A map at the size of what the model sees.
     *
     * @return height x width numbers, row by row
     */
    public float[] stretched(ClassMap map, ModelInput input) {
        double scaleX = input.seen().width() / width();
        double scaleY = input.seen().height() / height();
        MapGeometry cells = map.geometry();
        MapGeometry seen = new MapGeometry(
                (cells.x() - input.seen().x()) / scaleX,
                (cells.y() - input.seen().y()) / scaleY,
                cells.stepX() / scaleX,
                cells.stepY() / scaleY,
                cells.exact());
        MapGeometry pixels = MapGeometry.even(height(), width(), height(), width());
        return Bilinear.resample(map.map(), seen, height(), width(), pixels).values();
    }
}
