package dev.regard.web;

import dev.regard.TemporaryFolder;
import dev.regard.explain.BareEngine;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a batch takes beside the engine alone: the same pictures in one process, without HTTP, in turn with it. */
public final class BatchTable {

    private static final int PICTURES = 500;
    private static final int ROUNDS = 5;

    private BatchTable() {}

    /** Measures a model and prints what was found. */
    public static void print(String folder) throws Exception {
        Path model = Path.of(folder);
        List<byte[]> pictures = pictures();
        try (TemporaryFolder data = TemporaryFolder.create();
                ServerFixture server =
                        ServerFixture.withEngine(data.path(), List.of(model), ServerFixture.Access.FORGETFUL);
                BareEngine engine = BareEngine.open(model)) {
            List<Double> shares = new ArrayList<>();
            List<Double> firsts = new ArrayList<>();
            List<Double> wholes = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                double alone = engine.explain(pictures);
                Times batch = batch(server, pictures);
                if (round > 0) {
                    shares.add(alone / batch.last);
                    firsts.add(batch.first);
                    wholes.add(batch.last);
                }
            }
            System.out.printf(
                    "%n%s: %d pictures in a batch %.0f ms, the first after %.0f ms: %.2f of the throughput of the engine alone%n",
                    folder, PICTURES, median(wholes), median(firsts), median(shares));
        }
    }

    /** Until the first line and until the last, in milliseconds. */
    private record Times(double first, double last) {}

    private static Times batch(ServerFixture server, List<byte[]> pictures) {
        BatchForm form = new BatchForm().field("method", "grad-cam");
        pictures.forEach(picture -> form.picture("picture.jpg", picture));
        Buffer body = form.closed();
        HttpClient client = server.vertx.createHttpClient();
        long start = System.nanoTime();
        HttpClientRequest request = client.request(HttpMethod.POST, server.port, "127.0.0.1", BatchForm.ADDRESS)
                .await();
        Promise<Times> end = Promise.promise();
        List<Double> lines = new ArrayList<>();
        request.putHeader("Content-Type", BatchForm.TYPE)
                .response()
                .onSuccess(response -> response.handler(RecordParser.newDelimited("\n", line -> {
                    lines.add((System.nanoTime() - start) / 1e6);
                    if (lines.size() > PICTURES) {
                        check(new JsonObject(line));
                        end.complete(new Times(lines.getFirst(), lines.getLast()));
                    }
                })));
        request.end(body).await();
        Times times = end.future().await();
        client.close().await();
        return times;
    }

    private static void check(JsonObject last) {
        if (last.getInteger("done") != PICTURES) {
            throw new AssertionError(last.encode());
        }
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }

    private static List<byte[]> pictures() throws Exception {
        List<byte[]> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(ServerFixture.WEBROOT.resolve("samples"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".jpg")).toList()) {
                samples.add(Files.readAllBytes(file));
            }
        }
        return IntStream.range(0, PICTURES)
                .mapToObj(index -> samples.get(index % samples.size()))
                .toList();
    }
}
