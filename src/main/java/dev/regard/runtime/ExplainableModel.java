package dev.regard.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One {@link Pass} of a model as an augmented graph in an ONNX Runtime session: pictures and classes go in; class
 * scores, activations, gradients and class maps come out. Serves many threads.
 */
public final class ExplainableModel implements AutoCloseable {

    /** What a run may be asked for besides the class scores. */
    public enum Wanted {
        /** Of the target layer, [pictures, ...] as the layer's {@link FeatureLayout} reads them. */
        ACTIVATIONS,
        /** Of the class scores with respect to the target layer or the picture, [rows, ...]. */
        GRADIENTS,
        /** Class activation maps of all classes, [pictures, classes, h, w]; only for heads for which CAM is exact. */
        CLASS_MAPS
    }

    private final AugmentedGraph graph;
    private final GraphSession session;

    private ExplainableModel(AugmentedGraph graph, GraphSession session) {
        this.graph = graph;
        this.session = session;
    }

    /**
     * Loads an augmented graph.
     *
     * @throws InvalidModelException where ONNX Runtime cannot load it
     */
    static ExplainableModel load(AugmentedGraph graph, Device device) {
        try {
            OrtSession.SessionOptions options = device.sessionOptions();
            QuantizedRuns.adjust(options, graph.model().graph(), graph.classes() != null);
            return new ExplainableModel(graph, GraphSession.open(graph.model(), graph.outputs(), options));
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime cannot load it: " + OrtReason.of(e), e);
        }
    }

    /** Everything that this pass gives. */
    public Set<Wanted> offered() {
        return graph.wanted().isEmpty()
                ? EnumSet.noneOf(Wanted.class)
                : EnumSet.copyOf(graph.wanted().keySet());
    }

    /**
     * Runs the pass.
     *
     * @param question  pictures, and the classes to explain
     * @param wanted    what to give back
     * @param interrupt ends the run
     * @throws InterruptedRunException where it was ended
     * @throws InvalidModelException   where ONNX Runtime cannot run it
     */
    public ForwardBackward run(Question question, Set<Wanted> wanted, Interrupt interrupt) {
        if (graph.isBatchFree() || question.rowCount() == 1) {
            return runAtOnce(question, wanted, interrupt);
        }
        // The batch is written into the model: one picture and one class at a time.
        List<ForwardBackward> parts = new ArrayList<>();
        for (int row = 0; row < question.rowCount(); row++) {
            parts.add(runAtOnce(question.row(row), wanted, interrupt));
        }
        return ForwardBackward.joined(parts, question);
    }

    private ForwardBackward runAtOnce(Question question, Set<Wanted> wanted, Interrupt interrupt) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensorLike> inputs = new HashMap<>();
        FloatTensor given = question.activations();
        try (OnnxTensor pictures = tensor(environment, question.pictures());
                OnnxTensor activations = given == null ? null : tensor(environment, given);
                OnnxTensor rows = tensor(environment, question.rows());
                OnnxTensor classes = tensor(environment, question.classes())) {
            inputs.put(graph.input(), pictures);
            if (graph.activations() != null && activations != null) {
                inputs.put(graph.activations(), activations);
            }
            if (graph.rows() != null) {
                inputs.put(graph.rows(), rows);
            }
            if (graph.classes() != null) {
                inputs.put(graph.classes(), classes);
            }
            try (OrtSession.Result result = session.run(inputs, names(wanted), interrupt)) {
                return read(result, wanted);
            }
        } catch (OrtException e) {
            if (String.valueOf(e.getMessage()).contains("terminate flag")) {
                throw new InterruptedRunException();
            }
            throw new InvalidModelException("ONNX Runtime could not run it: " + OrtReason.of(e), e);
        }
    }

    private Set<String> names(Set<Wanted> wanted) {
        Set<String> names = new LinkedHashSet<>(Set.of(graph.score()));
        wanted.forEach(one -> names.add(name(one)));
        names.addAll(graph.biases());
        if (graph.selected() != null) {
            names.add(graph.selected());
        }
        return names;
    }

    private String name(Wanted wanted) {
        String name = graph.wanted().get(wanted);
        if (name == null) {
            throw new IllegalArgumentException("this pass gives no " + wanted);
        }
        return name;
    }

    private ForwardBackward read(OrtSession.Result result, Set<Wanted> wanted) {
        FloatTensor scores = read(result, graph.score());
        int rows = scores.shape().dimension(0);
        Map<Wanted, FloatTensor> tensors = new EnumMap<>(Wanted.class);
        wanted.forEach(one -> tensors.put(one, read(result, name(one))));
        return new ForwardBackward(
                new FloatTensor(Shape.of(rows, scores.shape().size() / rows), scores.values()),
                graph.selected() == null ? new int[0] : readClasses(result, graph.selected()),
                tensors,
                graph.biases().stream().map(name -> read(result, name)).toList());
    }

    private static OnnxTensor tensor(OrtEnvironment environment, FloatTensor numbers) throws OrtException {
        return OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(numbers.values()), numbers.shape().toLongs());
    }

    private static OnnxTensor tensor(OrtEnvironment environment, long[] numbers) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), new long[] {numbers.length});
    }

    private static FloatTensor read(OrtSession.Result result, String name) {
        OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return new FloatTensor(Shape.of(tensor.getInfo().getShape()), values);
    }

    private static int[] readClasses(OrtSession.Result result, String name) {
        LongBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getLongBuffer();
        int[] classes = new int[buffer.remaining()];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = Math.toIntExact(buffer.get(row));
        }
        return classes;
    }

    @Override
    public void close() {
        session.close();
    }
}
