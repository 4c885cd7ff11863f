package dev.regard.explain;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.cam.CamMethod;
import dev.regard.image.ImageDecoder;
import dev.regard.image.ImageLimits;
import dev.regard.image.ModelInput;
import dev.regard.image.Pixels;
import dev.regard.image.Preprocessor;
import dev.regard.model.ModelFolder;
import dev.regard.runtime.Device;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Explanations beside a plain forward pass of the untouched file, with the same threads, in one process. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(0)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExplainBenchmark {

    @Param("models/toybox")
    public String model = "";

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    private final Cancellation cancellation = new Cancellation();
    private byte[] picture = {};
    private final Opened loaded = new Opened();

    /** What is opened once for a model. */
    @NullUnmarked // filled by open()
    private static final class Opened {
        private LoadedModel model;
        private Pixels pixels;
        private ModelInput input;
        private Sessions sessions;
        private MapMaker maker;
        private OrtSession.SessionOptions options;
        private OrtSession plain;
    }

    @Setup(Level.Trial)
    public void open() throws IOException, OrtException {
        picture = Files.readAllBytes(Path.of("webroot/samples/01-dog-and-cat.jpg"));
        loaded.model = LoadedModel.load(new ModelFolder(Path.of(model)));
        loaded.pixels = decoder.decode(picture);
        loaded.input = Preprocessor.preprocess(loaded.pixels, loaded.model.preprocessing());
        Device device = Device.named("cpu");
        loaded.sessions = new Sessions(device);
        loaded.maker = new MapMaker(loaded.sessions);
        loaded.options = new OrtSession.SessionOptions();
        loaded.options.setIntraOpNumThreads(device.threads());
        loaded.options.setInterOpNumThreads(1);
        loaded.options.addConfigEntry("session.intra_op.allow_spinning", "0");
        loaded.plain = OrtEnvironment.getEnvironment()
                .createSession(Path.of(model, "model.onnx").toString(), loaded.options);
    }

    @TearDown(Level.Trial)
    public void close() throws OrtException {
        loaded.plain.close();
        loaded.options.close();
        loaded.sessions.close();
    }

    /** The model as it is, scores read back. */
    @Benchmark
    public Object plainForward() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        FloatBuffer numbers = FloatBuffer.wrap(loaded.input.tensor().values());
        try (OnnxTensor input = OnnxTensor.createTensor(
                        environment, numbers, loaded.input.tensor().shape().toLongs());
                OrtSession.Result result = loaded.plain.run(Map.<String, OnnxTensorLike>of(inputName(), input))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer();
        }
    }

    private String inputName() {
        return loaded.plain.getInputNames().iterator().next();
    }

    /** CAM of all classes, from the model's input to maps. */
    @Benchmark
    public Object camOfAllClasses() {
        return explain(CamMethod.CAM, new ClassSelection.All());
    }

    /** Grad-CAM of one class, from the model's input to its map. */
    @Benchmark
    public Object gradCamOfOneClass() {
        return explain(CamMethod.GRAD_CAM, new ClassSelection.Listed(List.of("0")));
    }

    private Object explain(CamMethod method, ClassSelection selection) {
        ExplainRequest request =
                new ExplainRequest(picture, null, method.id(), List.of(), selection, MethodOptions.DEFAULT);
        return loaded.maker.make(MethodChoice.of(loaded.model, request), loaded.input, cancellation, Progress.UNHEARD);
    }

    @Benchmark
    public Object decode() {
        return decoder.decode(picture);
    }

    @Benchmark
    public Object preprocess() {
        return Preprocessor.preprocess(loaded.pixels, loaded.model.preprocessing());
    }
}
