package dev.regard.web;

import dev.regard.TemporaryFolder;
import dev.regard.explain.BareEngine;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a batch of many pictures takes beside the engine alone: the same pictures in one process, without HTTP. */
public final class BatchTable {

    private static final int PICTURES = 500;

    private BatchTable() {}

    /** Measures a model and prints what was found. */
    public static void print(String folder) throws Exception {
        Path model = Path.of(folder);
        List<byte[]> pictures = pictures();
        try (TemporaryFolder data = TemporaryFolder.create();
                ServerFixture server =
                        ServerFixture.withEngine(data.path(), List.of(model), ServerFixture.Access.FORGETFUL);
                BareEngine engine = BareEngine.open(model)) {
            engine.explain(pictures);
            batch(server, pictures);
            double alone = engine.explain(pictures);
            double[] batch = batch(server, pictures);
            System.out.printf(
                    "%n%s: %d pictures in a batch %.0f ms, the first after %.0f ms; the engine alone %.0f ms: %.2f of its throughput%n",
                    folder, PICTURES, batch[1], batch[0], alone, alone / batch[1]);
        }
    }

    /** Until the first line and until the last, in milliseconds. */
    private static double[] batch(ServerFixture server, List<byte[]> pictures) throws Exception {
        BatchForm form = new BatchForm().field("method", "grad-cam");
        pictures.forEach(picture -> form.picture("picture.jpg", picture));
        long start = System.nanoTime();
        HttpResponse<InputStream> answer = server.http.send(form.to(server).build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String last = lines.readLine();
            double first = (System.nanoTime() - start) / 1e6;
            for (String line = last; line != null; line = lines.readLine()) {
                last = line;
            }
            if (new JsonObject(last).getInteger("done") != PICTURES) {
                throw new AssertionError(last);
            }
            return new double[] {first, (System.nanoTime() - start) / 1e6};
        }
    }

    private static List<byte[]> pictures() throws Exception {
        List<byte[]> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(ServerFixture.WEBROOT.resolve("samples"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".jpg")).toList()) {
                samples.add(Files.readAllBytes(file));
            }
        }
        return Stream.iterate(0, index -> index + 1)
                .limit(PICTURES)
                .map(index -> samples.get(index % samples.size()))
                .toList();
    }
}
