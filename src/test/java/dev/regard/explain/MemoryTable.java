package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.image.Appearance;
import dev.regard.image.ImageDecoder;
import dev.regard.image.ImageLimits;
import dev.regard.image.ModelInput;
import dev.regard.image.Preprocessor;
import dev.regard.model.ModelFolder;
import dev.regard.runtime.Device;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.NativeMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this process takes of the machine's memory after one layer of a model, and after ten in turn. Linux only. */
public final class MemoryTable {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path PICTURE = Path.of("webroot/samples/01-dog-and-cat.jpg");
    private static final int LAYERS = 10;

    private MemoryTable() {}

    /** Explains a model at ten layers, the recommended one first, and prints both numbers. */
    public static void print(String folder) throws IOException, InterruptedException {
        if (!Files.exists(STATUS)) {
            return;
        }
        byte[] picture = Files.readAllBytes(PICTURE);
        LoadedModel model = LoadedModel.load(new ModelFolder(Path.of(folder)));
        ModelInput input =
                Preprocessor.preprocess(new ImageDecoder(ImageLimits.DEFAULT).decode(picture), model.preprocessing());
        try (Sessions sessions = new Sessions(Device.named("cpu"))) {
            MapMaker maker = new MapMaker(Engine.of(sessions));
            List<LayerInfo> layers =
                    model.graph().layers().reversed().stream().limit(LAYERS).toList();
            long afterOne = 0;
            for (LayerInfo layer : layers) {
                ExplainRequest request = new ExplainRequest(
                        picture,
                        null,
                        CamMethod.GRAD_CAM.id(),
                        List.of(layer.name()),
                        new ClassSelection.Best(1),
                        MethodOptions.DEFAULT,
                        "somebody");
                Answer answer = new Answer(MethodChoice.of(model, request), "cpu", "", input, Appearance.PLAIN, 0);
                maker.make(answer, new Share("somebody", false), new Cancellation(), Progress.UNHEARD);
                afterOne = afterOne == 0 ? resident() : afterOne;
            }
            long afterAll = resident();
            System.out.printf(
                    "%n%s: %d MB after one layer, %d MB after %d, %.2f times as much%n",
                    folder, afterOne, afterAll, layers.size(), (double) afterAll / afterOne);
        }
        NativeMemory.giveBack();
    }

    /** Resident megabytes, when the garbage is gone. */
    private static long resident() throws IOException, InterruptedException {
        for (int round = 0; round < 2; round++) {
            System.gc();
            Thread.sleep(200);
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
