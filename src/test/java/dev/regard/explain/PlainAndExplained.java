package dev.regard.explain;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.cam.CamMethod;
import dev.regard.image.Appearance;
import dev.regard.image.ImageDecoder;
import dev.regard.image.ImageLimits;
import dev.regard.image.ModelInput;
import dev.regard.image.Pixels;
import dev.regard.image.Preprocessing;
import dev.regard.image.Preprocessor;
import dev.regard.model.ModelFolder;
import dev.regard.runtime.Device;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model twice, for the benchmark: its untouched file in ONNX Runtime, and in Regard, with the same threads. */
final class PlainAndExplained implements AutoCloseable {

    private static final Path PICTURE = Path.of("webroot/samples/01-dog-and-cat.jpg");

    private final byte[] picture;
    private final LoadedModel model;
    private final ModelInput input;
    private final Sessions sessions;
    private final Engine engine;
    private final MapMaker maker;
    private final OrtSession.SessionOptions options;
    private final OrtSession plain;
    private final String inputName;

    private PlainAndExplained(Path folder) throws IOException, OrtException {
        this.picture = Files.readAllBytes(PICTURE);
        this.model = LoadedModel.load(new ModelFolder(folder));
        Pixels pixels = new ImageDecoder(ImageLimits.DEFAULT).decode(picture);
        this.input = Preprocessor.preprocess(pixels, model.preprocessing());
        Device device = Device.named("cpu");
        // All layers stay open: what opening them takes is another question.
        this.sessions = new Sessions(device, Long.MAX_VALUE, Long.MAX_VALUE);
        this.engine = Engine.of(sessions);
        this.maker = new MapMaker(engine);
        this.options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(device.threads());
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        this.plain = OrtEnvironment.getEnvironment()
                .createSession(folder.resolve("model.onnx").toString(), options);
        this.inputName = plain.getInputNames().iterator().next();
    }

    static PlainAndExplained open(Path folder) throws IOException, OrtException {
        return new PlainAndExplained(folder);
    }

    int classes() {
        return model.labels().size();
    }

    LayerInfo recommendedLayer() {
        return model.graph().recommendedLayer();
    }

    List<LayerInfo> layers() {
        return model.graph().layers();
    }

    Preprocessing preprocessing() {
        return model.preprocessing();
    }

    /** How many pictures under masks Regard runs at once, as far as it has found out. */
    int batch() {
        return engine.throughputs()
                .of(
                        model.name(),
                        null,
                        Pass.SCORES,
                        (long) input.tensor().shape().size() * Float.BYTES)
                .size();
    }

    /** The untouched file, scores read back. */
    Object plainForward() throws OrtException {
        return plainForward(1);
    }

    /** The same with several pictures at once. */
    Object plainForward(int pictures) throws OrtException {
        long[] extents = input.tensor().shape().toLongs();
        extents[0] = pictures;
        FloatBuffer batch = FloatBuffer.allocate(pictures * input.tensor().values().length);
        for (int picture = 0; picture < pictures; picture++) {
            batch.put(input.tensor().values());
        }
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), batch.flip(), extents);
                OrtSession.Result result = plain.run(Map.<String, OnnxTensorLike>of(inputName, tensor))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer();
        }
    }

    /** From the model's input to maps. */
    Object explain(CamMethod method, @Nullable LayerInfo layer, ClassSelection classes) {
        return explain(method, layer, classes, MethodOptions.DEFAULT);
    }

    /** From the model's input to maps, as thoroughly as these options say. */
    Object explain(CamMethod method, @Nullable LayerInfo layer, ClassSelection classes, MethodOptions how) {
        List<String> layers = layer == null ? List.of() : List.of(layer.name());
        ExplainRequest request = new ExplainRequest(picture, null, method.id(), layers, classes, how, "somebody");
        Answer answer = new Answer(MethodChoice.of(model, request), "cpu", "", input, Appearance.PLAIN, 0);
        return maker.make(answer, new Share("somebody", method.isLong()), new Cancellation(), Progress.UNHEARD);
    }

    @Override
    public void close() throws OrtException {
        plain.close();
        options.close();
        sessions.close();
    }
}
