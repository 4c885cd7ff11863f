package dev.regard.web;

import dev.regard.TemporaryFolder;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How long short work waits while long work runs, and how soon cancelled work is gone, through a whole server. */
public final class PatienceTable {

    private static final int REQUESTS = 50;
    private static final int WARM_UP = 5;
    private static final int SLICES = 10;
    private static final int CANCELLATIONS = 100;
    private static final int LATEST_CANCELLATION_MILLIS = 1000;

    private final ServerFixture server;
    private final String model;
    private final String image;

    private PatienceTable(ServerFixture server, String model) {
        this.server = server;
        this.model = model;
        this.image = server.sampleId();
    }

    /** Measures a model and prints what was found. */
    public static void print(String folder) throws Exception {
        Path model = Path.of(folder);
        try (TemporaryFolder data = TemporaryFolder.create();
                ServerFixture server =
                        ServerFixture.withEngine(data.path(), List.of(model), ServerFixture.Access.FORGETFUL)) {
            PatienceTable table = new PatienceTable(
                    server, model.toAbsolutePath().getFileName().toString());
            System.out.printf("%n%s%n", folder);
            table.shortWorkBesideLongWork();
            table.cancelledWork();
        }
    }

    private void shortWorkBesideLongWork() throws Exception {
        gradCams(WARM_UP);
        double quiet = median(gradCams(REQUESTS));
        LiveClient other = new LiveClient(server);
        other.text(endless(1).encode());
        double slice = slice(other);
        List<Double> beside = gradCams(REQUESTS);
        other.close();
        System.out.printf(
                "  Grad-CAM: median %.1f ms; beside Score-CAM %.1f ms, at most %.1f ms, with slices of %.1f ms: %.2f of 1.5 x quiet + slice%n",
                quiet,
                median(beside),
                beside.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                slice,
                median(beside) / (1.5 * quiet + slice));
    }

    /** How long a batch takes, once its size is known. */
    private static double slice(LiveClient client) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        int before = 0;
        long last = System.nanoTime();
        int size = 0;
        while (millis.size() < SLICES) {
            JsonObject message = client.next();
            if (message.getString("type").equals("progress")) {
                int done = message.getInteger("done") - before;
                before += done;
                long now = System.nanoTime();
                if (done == size) {
                    millis.add((now - last) / 1e6);
                } else {
                    millis.clear();
                }
                size = done;
                last = now;
            }
        }
        return median(millis);
    }

    private List<Double> gradCams(int count) {
        JsonObject request =
                new JsonObject().put("image", image).put("model", model).put("method", "grad-cam");
        List<Double> millis = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            long start = System.nanoTime();
            int status = server.explain(request.encode()).statusCode();
            millis.add((System.nanoTime() - start) / 1e6);
            if (status != 200) {
                throw new AssertionError("Grad-CAM was answered with " + status);
            }
        }
        return millis;
    }

    private void cancelledWork() throws Exception {
        Random random = new Random(1);
        List<Double> millis = new ArrayList<>();
        LiveClient client = new LiveClient(server);
        for (int number = 0; number < CANCELLATIONS; number++) {
            client.text(endless(number).encode());
            Thread.sleep(random.nextInt(LATEST_CANCELLATION_MILLIS));
            long start = System.nanoTime();
            client.text(new JsonObject().put("id", number).put("type", "cancel").encode());
            while (isAnythingLeft()) {
                Thread.onSpinWait();
            }
            millis.add((System.nanoTime() - start) / 1e6);
        }
        client.close();
        System.out.printf(
                "  cancelled %d times: nothing is left after %.1f ms (median), %.1f ms at most%n",
                CANCELLATIONS,
                median(millis),
                millis.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }

    private boolean isAnythingLeft() {
        return server.metric("regard_explanations_running") + server.metric("regard_sample_bytes") > 0;
    }

    /** Score-CAM of each feature map in many steps. */
    private JsonObject endless(int id) {
        return new JsonObject()
                .put("id", id)
                .put("type", "explain")
                .put("image", image)
                .put("model", model)
                .put("method", "is-cam");
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }
}
