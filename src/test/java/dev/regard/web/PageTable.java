package dev.regard.web;

import com.microsoft.playwright.Page;
import dev.regard.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How quick the page is to look at: from a visit to its first heat, from the press of a key to the pixels of another class
 * or method, and how many pictures of a camera it explains.
 */
public final class PageTable {

    private static final int VISITS = 10;
    private static final int PRESSES = 100;
    private static final int METHODS = 12;
    private static final int CAMERA_SECONDS = 10;
    private static final int CLASSES = 5;

    /** Says when heat was drawn: from the key press, or for the first one from the visit, to the end of its frame. */
    private static final String PROBE = """
            window.drawn = [];
            let since = 0;
            addEventListener('keydown', (event) => (since = event.timeStamp), true);
            const { putImageData } = CanvasRenderingContext2D.prototype;
            CanvasRenderingContext2D.prototype.putImageData = function (...given) {
              putImageData.apply(this, given);
              if (this.canvas.dataset.testid !== 'heat-canvas' || since === null) return;
              const start = since;
              since = null;
              const { port1, port2 } = new MessageChannel();
              port1.addEventListener('message', () => drawn.push(performance.now() - start), { once: true });
              port1.start();
              requestAnimationFrame(() => port2.postMessage(null));
            };
            """;

    private static final Pattern RATE = Pattern.compile("([\\d.]+) pictures a second, (\\d+) ms each");

    private final Browser browser;
    private final URI server;
    private final String query;

    private PageTable(Browser browser, URI server, String model) {
        this.browser = browser;
        this.server = server;
        this.query = "?model=" + model;
    }

    /** Measures a model and prints what was found. */
    public static void print(String folder) throws Exception {
        Path model = Path.of(folder).toAbsolutePath();
        try (TestServer server = TestServer.start(List.of(model));
                Browser browser = Browser.launch()) {
            System.out.printf("%n%s, in a browser on the same cores%n", folder);
            PageTable table =
                    new PageTable(browser, server.uri(), model.getFileName().toString());
            table.visits();
            table.classes();
            table.methods();
            table.camera();
        }
    }

    private void visits() {
        List<Double> all = new ArrayList<>();
        for (int visit = 0; visit < VISITS; visit++) {
            try (RegardPage page = visit()) {
                all.add(awaitDrawn(page.browser(), 1).getFirst());
            }
        }
        say("first heat of a visit with nothing kept", all);
    }

    private void classes() {
        try (RegardPage page = visit()) {
            awaitDrawn(page.browser(), 1);
            page.browser().waitForTimeout(1000);
            int before = page.requests();
            List<Double> all =
                    presses(page.browser(), PRESSES, press -> press / CLASSES % 2 == 0 ? "ArrowDown" : "ArrowUp");
            say("another class, %d requests".formatted(page.requests() - before), all);
        }
    }

    private void methods() {
        try (RegardPage page = visit()) {
            awaitDrawn(page.browser(), 1);
            say("another method, each for the first time", presses(page.browser(), METHODS, press -> "m"));
        }
    }

    private static List<Double> presses(Page page, int count, IntFunction<String> key) {
        int before = awaitDrawn(page, 1).size();
        for (int press = 0; press < count; press++) {
            page.keyboard().press(key.apply(press));
            awaitDrawn(page, before + press + 1);
        }
        return awaitDrawn(page, before + count).subList(before, before + count);
    }

    private void camera() {
        try (RegardPage page = new RegardPage(browser.profile(screen()), server)) {
            page.visit("live" + query);
            page.part("live-start").click();
            page.browser().waitForTimeout(CAMERA_SECONDS * 1000.0);
            Matcher rate = RATE.matcher(page.part("live-rate").textContent());
            System.out.printf(
                    "  the camera after %d s: %s%n",
                    CAMERA_SECONDS, rate.matches() ? rate.group() : "nothing explained");
        }
    }

    private RegardPage visit() {
        RegardPage page = new RegardPage(browser.profile(screen()), server);
        page.browser().addInitScript(PROBE);
        return page.visit(query);
    }

    private static List<Double> awaitDrawn(Page page, int count) {
        page.waitForFunction("count => drawn.length >= count", count);
        return ((List<?>) page.evaluate("() => drawn"))
                .stream().map(millis -> ((Number) millis).doubleValue()).toList();
    }

    private static void say(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "  %s: median %.0f ms, worst %.0f ms, of %d%n",
                what, sorted.get(sorted.size() / 2), sorted.getLast(), sorted.size());
    }

    private static Screen screen() {
        return Standard.class.getAnnotation(Screen.class);
    }

    @Screen
    private static final class Standard {}
}
