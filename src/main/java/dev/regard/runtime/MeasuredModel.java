package dev.regard.runtime;

import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.Value;
import dev.regard.rewrite.ControlFlow;
import java.util.Map;
import java.util.Optional;

/**
 * A model whose shapes are known, its batch free where that can be, else filled with copies of one picture.
 *
 * @param model           whose only input is the picture
 * @param input           the picture
 * @param isChannelsFirst true for [1, C, H, W]
 * @param rows            how many copies of a picture the graph makes for itself
 * @param numbers         what each output of floats held for an image of noise
 */
record MeasuredModel(Model model, Value input, boolean isChannelsFirst, int rows, Map<Value, float[]> numbers) {

    /**
     * Measures a model.
     *
     * @param size height and width to use where the model leaves them free
     * @throws InvalidModelException where it cannot be run
     */
    static MeasuredModel of(Model model, InputSize size) {
        return of(model, size, 1);
    }

    /** Measures a model that was written anew behind this one's input. */
    MeasuredModel again(Model rewritten, InputSize size) {
        return of(rewritten, size, rows);
    }

    private static MeasuredModel of(Model model, InputSize size, int rows) {
        Graph.GraphInput input = PictureInput.find(model.graph());
        boolean isChannelsFirst = InputSize.isChannelsFirst(input);
        Map<Value, float[]> numbers =
                ShapeProbe.measure(model, input.value(), size.resolve(input.dimensions(), isChannelsFirst ? 2 : 1));
        Optional<Model> resolved = ControlFlow.resolved(model);
        if (resolved.isPresent()) {
            return of(resolved.get(), size, rows);
        }
        int batch = input.value().shape().dimension(0);
        return ListedScores.of(model, input.value())
                .or(() -> rows > 1 ? Optional.empty() : FreeBatch.of(model, input))
                .map(changed -> of(changed, size, rows))
                .orElseGet(() -> batch > 1
                        ? of(FilledBatch.of(model, input), size, batch)
                        : withBranches(model, input.value(), isChannelsFirst, rows, numbers));
    }

    private static MeasuredModel withBranches(
            Model model, Value input, boolean isChannelsFirst, int rows, Map<Value, float[]> numbers) {
        BranchProbe.measure(model, input);
        return new MeasuredModel(model, input, isChannelsFirst, rows, numbers);
    }
}
