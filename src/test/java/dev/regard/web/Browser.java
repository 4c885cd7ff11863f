package dev.regard.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Chromium without a window, one for all tests; each of them visits the page in a profile of its own. */
final class Browser implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final List<String> FLAGS = List.of(
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-domain-reliability",
            "--disable-sync",
            "--no-first-run",
            // A camera that shows a test picture, and that pages may use without being asked.
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    static Browser launch() {
        // Playwright would download three browsers at this point, whether one is there or not.
        Playwright playwright =
                Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        try {
            Path program = BrowserFinder.find(Path.of(playwright.chromium().executablePath()));
            LaunchOptions options = new LaunchOptions()
                    .setExecutablePath(program)
                    .setHeadless(true)
                    .setArgs(flags());
            return new Browser(playwright, playwright.chromium().launch(options));
        } catch (RuntimeException | AssertionError failure) {
            playwright.close();
            throw failure;
        }
    }

    /** A new profile, on a screen as described. */
    BrowserContext profile(Screen screen) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(screen.width(), screen.height())
                .setHasTouch(screen.touch())
                .setIsMobile(screen.touch())
                .setAcceptDownloads(true)
                .setLocale(screen.language())
                .setColorScheme(screen.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setReducedMotion(screen.still() ? ReducedMotion.REDUCE : ReducedMotion.NO_PREFERENCE));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context;
    }

    /** A new profile, on a screen as wide as given, whose owner reads a language. */
    BrowserContext profile(int width, boolean dark, String language) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, width > 1000 ? 900 : width > 500 ? 1024 : 844)
                .setHasTouch(width < 500)
                .setIsMobile(width < 500)
                .setLocale(language)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context;
    }

    /** Chromium's sandbox refuses to work for root. */
    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    private static List<String> flags() {
        List<String> flags = new ArrayList<>(FLAGS);
        if (isRoot()) {
            flags.add("--no-sandbox");
        }
        return flags;
    }
}
