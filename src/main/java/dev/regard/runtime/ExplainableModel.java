package dev.regard.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model and one target layer, as an augmented graph in an ONNX Runtime session: the picture and a seed go in; class
 * scores, activations, gradients and class maps come out. Serves many threads.
 */
public final class ExplainableModel implements AutoCloseable {

    /** What a run may be asked for besides the class scores. */
    public enum Wanted {
        /** Of the target layer, [C, h, w]. */
        ACTIVATIONS,
        /** Of the class scores with respect to the activations, [rows of the seed, C, h, w]. */
        GRADIENTS,
        /** Class activation maps of all classes, [classes, h, w]; only for heads for which CAM is exact. */
        CLASS_MAPS
    }

    private final AugmentedGraph graph;
    private final OrtSession.SessionOptions options;
    private final OrtSession session;

    private ExplainableModel(AugmentedGraph graph, OrtSession.SessionOptions options, OrtSession session) {
        this.graph = graph;
        this.options = options;
        this.session = session;
    }

    /**
     * Loads an augmented graph.
     *
     * @throws InvalidModelException where ONNX Runtime cannot load it
     */
    static ExplainableModel load(AugmentedGraph graph, byte[] onnx, Device device) {
        try {
            OrtSession.SessionOptions options = device.sessionOptions();
            try {
                return new ExplainableModel(
                        graph, options, OrtEnvironment.getEnvironment().createSession(onnx, options));
            } catch (OrtException e) {
                options.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime cannot load it: " + ShapeProbe.firstLine(e), e);
        }
    }

    /** The shape of the target layer for one picture, [1, C, h, w]. */
    public Shape layerShape() {
        return graph.layerShape();
    }

    /** Where the cells of the target layer look. */
    public CellPlacement placement() {
        return graph.placement();
    }

    /**
     * Runs forward, and backward where gradients are wanted.
     *
     * @param picture   the model's input, a batch of one
     * @param seed      which classes the gradients are of, [rows, classes]; null where none are wanted
     * @param wanted    what to give back
     * @param interrupt ends the run
     * @throws InterruptedRunException where it was ended
     */
    public ForwardBackward run(
            FloatTensor picture, @Nullable FloatTensor seed, Set<Wanted> wanted, Interrupt interrupt) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        FloatTensor cotangent =
                seed != null ? seed : FloatTensor.zeros(Shape.of(graph.rowsOfNoClass(), graph.classes()));
        Map<String, OnnxTensorLike> inputs = new HashMap<>();
        try (OnnxTensor pictureTensor = tensor(environment, picture);
                OnnxTensor seedTensor = tensor(environment, cotangent)) {
            inputs.put(graph.input(), pictureTensor);
            if (graph.seed() != null) {
                inputs.put(graph.seed(), seedTensor);
            }
            try (OrtSession.Result result = session.run(inputs, names(wanted), interrupt.options())) {
                return read(result, wanted);
            }
        } catch (OrtException e) {
            if (String.valueOf(e.getMessage()).contains("terminate flag")) {
                throw new InterruptedRunException();
            }
            throw new InvalidModelException("ONNX Runtime could not run it: " + ShapeProbe.firstLine(e), e);
        }
    }

    private Set<String> names(Set<Wanted> wanted) {
        Set<String> names = new LinkedHashSet<>(Set.of(graph.score()));
        wanted.forEach(one -> names.add(graph.outputName(one)));
        return names;
    }

    private ForwardBackward read(OrtSession.Result result, Set<Wanted> wanted) {
        FloatTensor scores = read(result, graph.score());
        Map<Wanted, FloatTensor> tensors = new EnumMap<>(Wanted.class);
        for (Wanted one : wanted) {
            FloatTensor tensor = read(result, graph.outputName(one));
            tensors.put(one, one == Wanted.GRADIENTS ? tensor : tensor.slice(0));
        }
        FloatTensor perClass =
                new FloatTensor(Shape.of(graph.classes()), Arrays.copyOf(scores.values(), graph.classes()));
        return new ForwardBackward(perClass, tensors);
    }

    private static OnnxTensor tensor(OrtEnvironment environment, FloatTensor numbers) throws OrtException {
        return OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(numbers.values()), numbers.shape().toLongs());
    }

    private static FloatTensor read(OrtSession.Result result, String name) {
        OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return new FloatTensor(Shape.of(tensor.getInfo().getShape()), values);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
        options.close();
    }
}
