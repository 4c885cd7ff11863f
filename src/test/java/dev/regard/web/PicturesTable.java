package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.sun.management.OperatingSystemMXBean;
import dev.regard.TemporaryFolder;
import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.MethodOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How quickly the page works through many pictures: beside what the engine does alone, and what programs get over HTTP; and
 * what that takes of memory.
 */
public final class PicturesTable {

    private static final int COUNT = 500;
    private static final int AT_ONCE = 4;
    private static final int ROUNDS = 10;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private PicturesTable() {}

    /** What is done with one picture. */
    private interface Work {
        void on(Path picture) throws Exception;
    }

    /** Measures a model and prints what was found. */
    public static void print(String folder) throws Exception {
        Path model = Path.of(folder).toAbsolutePath();
        String name = model.getFileName().toString();
        try (TemporaryFolder pictures = TemporaryFolder.create();
                TemporaryFolder data = TemporaryFolder.create();
                Explainer explainer = Explainer.open(List.of(model), "cpu");
                ServerFixture server =
                        ServerFixture.withEngine(data.path(), List.of(model), ServerFixture.Access.FORGETFUL)) {
            URI uri = URI.create("http://127.0.0.1:%d/".formatted(server.port));
            List<Path> files = CroppedScenes.write(pictures.path(), COUNT);
            System.out.printf("%n%s: %d pictures of 640 x 480%n", folder, COUNT);
            double alone = inTurn(files, picture -> explain(explainer, picture), picture -> post(uri, name, picture));
            page(uri, name, pictures.path(), alone);
        }
    }

    /** The two round by round, because a machine whose speed drifts then slows both. */
    private static double inTurn(List<Path> files, Work alone, Work http) throws Exception {
        List<Double> ofAlone = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> work = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            List<Path> some = files.subList(0, COUNT / ROUNDS);
            long start = processor();
            double engine = perSecond(some, alone);
            long between = processor();
            double server = perSecond(some, http);
            long end = processor();
            if (round > 0) {
                ofAlone.add(engine);
                ratios.add(server / engine);
                work.add((double) (between - start) / (end - between));
            }
        }
        System.out.printf(
                "  the engine alone: %.1f a second; over HTTP %.2f of that, by processor time %.2f, client included; %d at once (medians)%n",
                median(ofAlone), median(ratios), median(work), AT_ONCE);
        return median(ofAlone);
    }

    /** Processor time of this process: what others do on the machine does not count. */
    private static long processor() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }

    private static void explain(Explainer explainer, Path picture) throws IOException {
        explainer.explain(
                new ExplainRequest(
                        Files.readAllBytes(picture),
                        null,
                        null,
                        List.of(),
                        new ClassSelection.Best(1),
                        MethodOptions.DEFAULT,
                        "table"),
                new Cancellation());
    }

    private static double perSecond(List<Path> files, Work work) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Path>> all = files.stream()
                    .map(file -> pool.submit(() -> {
                        work.on(file);
                        return file;
                    }))
                    .toList();
            for (Future<Path> each : all) {
                each.get();
            }
        }
        return files.size() / ((System.nanoTime() - start) / 1e9);
    }

    private static void post(URI server, String model, Path picture) throws IOException, InterruptedException {
        String boundary = "--picture\r\nContent-Disposition: form-data; name=\"";
        byte[] head = (boundary + "model\"\r\n\r\n" + model + "\r\n" + boundary
                        + "image\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--picture--\r\n".getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(server.resolve("api/explanations"))
                .header("Content-Type", "multipart/form-data; boundary=picture")
                .POST(BodyPublishers.ofByteArrays(List.of(head, Files.readAllBytes(picture), tail)))
                .build();
        int status = HTTP.send(request, BodyHandlers.ofString()).statusCode();
        if (status != 200) {
            throw new AssertionError("answered with " + status);
        }
    }

    private static void page(URI server, String model, Path folder, double alone) {
        try (Browser browser = Browser.launch();
                RegardPage visit =
                        new RegardPage(browser.profile(Standard.class.getAnnotation(Screen.class)), server)) {
            Page page = visit.open("pictures?model=" + model).browser();
            double tabBefore = heapOfTab(page);
            double before = heap();
            long start = System.nanoTime();
            visit.part("pictures-folder").setInputFiles(folder);
            page.waitForSelector(".tile[data-state=done]");
            double firstMillis = (System.nanoTime() - start) / 1e6;
            assertThat(visit.part("pictures-text"))
                    .containsText(
                            "%d of %d done".formatted(COUNT, COUNT), new ContainsTextOptions().setTimeout(300_000));
            double perSecond = COUNT / ((System.nanoTime() - start) / 1e9);
            System.out.printf(
                    "  the page, in a browser on the same cores: the first after %.0f ms, %.1f a second, %.2f of alone%n",
                    firstMillis, perSecond, perSecond / alone);
            System.out.printf(
                    "  heap of the tab: %.1f MB before, %.1f MB after; of the server %.0f MB before, %.0f MB after%n",
                    tabBefore, heapOfTab(page), before, heap());
        }
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private static double heapOfTab(Page page) {
        page.context().newCDPSession(page).send("HeapProfiler.collectGarbage");
        return ((Number) page.evaluate("() => performance.memory.usedJSHeapSize")).doubleValue() / 1e6;
    }

    @Screen
    private static final class Standard {}
}
