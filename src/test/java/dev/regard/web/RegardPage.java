package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The page as somebody who looks at it speaks of it. */
final class RegardPage implements AutoCloseable {

    /** The style sheet and the scripts run under a strict policy: what it stops must not go unnoticed. */
    private static final String WATCH_POLICY = """
            addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
              console.error(`Content security policy: ${violatedDirective} stopped ${blockedURI}`));
            """;

    private final BrowserContext profile;
    private final Page page;
    private final URI uri;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> traffic = new ArrayList<>();

    /** @param profile closed together with the page */
    RegardPage(BrowserContext profile, URI uri) {
        this.profile = profile;
        this.uri = uri;
        profile.addInitScript(WATCH_POLICY);
        this.page = profile.newPage();
        page.onConsoleMessage(this::hear);
        page.onPageError(complaints::add);
        page.onRequest(this::count);
        page.onWebSocket(this::count);
    }

    /** Opens the page and waits until the first picture is explained. */
    RegardPage open() {
        visit();
        return awaitReady();
    }

    /** Opens the page by a link and waits until it shows what the link asks for. */
    RegardPage open(String query) {
        visit(query);
        return awaitReady();
    }

    /** Opens the page, whatever comes of it. */
    RegardPage visit() {
        return visit("");
    }

    /** Opens the page by a link, whatever comes of it. */
    RegardPage visit(String query) {
        page.navigate(uri + query, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        return this;
    }

    /** Goes to another page of the server, such as one about a model. */
    RegardPage go(String path) {
        page.navigate(uri.resolve(path).toString());
        return this;
    }

    /** Makes a link to what is shown, and says where it leads. */
    String share() {
        part("share-open").click();
        assertThat(part("share-ways")).isVisible();
        return URI.create(part("share-link").inputValue()).getPath();
    }

    /** Where the server answers. */
    URI uri() {
        return uri;
    }

    /** What the address of the page asks for, to be given on. */
    String query() {
        String query = address().getRawQuery();
        return query == null ? "" : "?" + query;
    }

    /** The address of the page. It is written a moment after what is chosen was drawn; timers run in the order of their times. */
    URI address() {
        page.evaluate("() => new Promise((written) => setTimeout(written, 60))");
        return URI.create(page.url());
    }

    /** Waits until what the page shows is an explanation of what is chosen. */
    RegardPage awaitReady() {
        assertThat(page.locator("body")).hasAttribute("data-state", "ready");
        return this;
    }

    Page browser() {
        return page;
    }

    /** The part of the page with a test id. */
    Locator part(String id) {
        return page.getByTestId(id);
    }

    /** The part with a test id once it can be used. Keys, unlike clicks, would be pressed before, and go nowhere. */
    Locator usable(String id) {
        part(id).click(new Locator.ClickOptions().setTrial(true));
        return part(id);
    }

    /** Drops a file onto the page, as a file manager does. */
    RegardPage drop(Path file, String name) throws IOException {
        String bytes = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        page.evaluate("""
                ([bytes, name]) => {
                  const data = new DataTransfer();
                  data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
                  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
                }""", List.of(bytes, name));
        return this;
    }

    /** What is written under the picture. */
    Locator sentence() {
        return part("sentence");
    }

    Locator classRow(String label) {
        return part("class-button").filter(new Locator.FilterOptions().setHas(page.getByText(label, exactly())));
    }

    Locator sample(String title) {
        return page.locator("button.sample[title='%s']".formatted(title));
    }

    Locator problem() {
        return part("problem");
    }

    /** Chooses a class among the best and waits until it is the one shown. */
    RegardPage chooseClass(String label) {
        classRow(label).click();
        return awaitClass(label);
    }

    RegardPage awaitClass(String label) {
        assertThat(sentence().locator("strong")).hasText(label);
        return awaitReady();
    }

    /** Finds a class by typing, as one does who knows its name. */
    RegardPage findClass(String label) {
        part("class-search").fill(label);
        part("class-search").press("Enter");
        return awaitClass(label);
    }

    /** Chooses a method by its name in the interface, as one does who reads what there is. */
    RegardPage chooseMethod(String name) {
        part("method-button").click();
        method(name).click();
        return done("method");
    }

    /** Chooses a method that takes long, and does not wait for it. */
    void begin(String name) {
        part("method-button").click();
        method(name).click();
        part("method-picker-close").click();
    }

    /** Chooses a target layer by what it is called, such as "Block 2 of 4". */
    RegardPage chooseLayer(String title) {
        part("layer-button").click();
        layer(title).click();
        return done("layer");
    }

    /** A method in the open picker. */
    Locator method(String name) {
        return page.locator("[data-testid=method-option][data-value='%s']".formatted(name));
    }

    /** A target layer in the open picker. */
    Locator layer(String title) {
        return part("layer-option").filter(new Locator.FilterOptions().setHas(page.getByText(title, exactly())));
    }

    /** Closes a picker with its own button and waits for what was chosen. */
    private RegardPage done(String what) {
        part(what + "-picker-close").click();
        return awaitReady();
    }

    RegardPage select(String part, String value) {
        part(part).selectOption(value);
        return awaitReady();
    }

    /** The heat as it is drawn now. */
    Drawing heat() {
        return Drawing.of(part("heat-canvas"));
    }

    Drawing picture() {
        return Drawing.of(part("picture"));
    }

    /** How often the page has asked the server for anything so far, but for its own files, which come when they come. */
    int requests() {
        return traffic.size();
    }

    /** How often the page has asked for an explanation so far. */
    long explanationsAsked() {
        return traffic.stream()
                .filter(each -> each.contains("\"type\":\"explain\""))
                .count();
    }

    /** The test id of the element that has the keyboard, or its tag. */
    String focused() {
        return (String) page.evaluate("() => document.activeElement.dataset.testid ?? document.activeElement.tagName");
    }

    /** Accepts a complaint that the test provokes. */
    void tolerate(String pattern) {
        assertThat(complaints).anyMatch(Pattern.compile(pattern).asPredicate());
        complaints.removeIf(Pattern.compile(pattern).asPredicate());
    }

    void assertNoComplaints() {
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }

    @Override
    public void close() {
        profile.close();
    }

    private void hear(ConsoleMessage message) {
        if (message.type().equals("error")) {
            complaints.add(message.text());
        }
    }

    private void count(Request request) {
        if (request.url().startsWith(uri + "api/")) {
            traffic.add(request.method() + " " + request.url());
        }
    }

    private void count(WebSocket socket) {
        socket.onFrameSent(frame -> traffic.add(frame.text()));
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
