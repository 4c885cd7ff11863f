package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The screen of many pictures: they are explained as they come, judged, filtered, looked at and saved. */
@Visit
class PicturesIT {

    private static final int COUNT = 48;
    private static final Pattern NOTHING_OR_MORE = Pattern.compile("^[1-9]\\d* of " + COUNT + " .*");

    @TempDir
    static Path folder;

    private static List<Path> files = List.of();

    @BeforeAll
    static void cropThem() throws IOException {
        files = CroppedScenes.write(folder, COUNT);
    }

    @Test
    void aFolderIsExplainedAndItsFoldersTellWhatIsWrong(RegardPage page) {
        // Given
        page.open("pictures");
        long start = System.nanoTime();
        // When
        page.part("pictures-folder").setInputFiles(folder);
        page.browser().waitForSelector(".tile[data-state=done]");
        double first = (System.nanoTime() - start) / 1e6;
        awaitDone(page);
        System.out.printf("%d pictures: the first after %.0f ms, %s%n", COUNT, first, text(page, "pictures-text"));
        page.part("pictures-sort").selectOption("wrong");
        // Then
        assertThat(page.part("pictures-source")).hasValue("folder");
        assertThat(page.part("tile").first()).hasAttribute("data-right", "false");
        assertThat(page.query()).isEqualTo("?sort=wrong");
        int wrong = 0;
        for (Locator pair : page.part("pictures-pair").all()) {
            wrong += Integer.parseInt(pair.locator(".pair-count").textContent());
        }
        assertThat(text(page, "pictures-accuracy-of")).isEqualTo("right: %d of %d".formatted(COUNT - wrong, COUNT));
        // When
        Locator pair = page.part("pictures-pair").first();
        String count = pair.locator(".pair-count").textContent();
        pair.click();
        // Then
        assertThat(page.part("pictures-shown")).hasText("%s of %d pictures shown".formatted(count, COUNT));
        assertThat(page.part("pictures-true")).hasValue(pair.getAttribute("data-truth"));
        assertThat(page.part("tile")).hasCount(Integer.parseInt(count));
        // When
        page.part("pictures-all").click();
        page.part("pictures-source").selectOption("none");
        // Then
        assertThat(page.part("pictures-judged")).isHidden();
        assertThat(page.part("tile").first()).hasAttribute("data-right", "null");
    }

    @Test
    void aTableTellsTheTruthAndWhatIsNoPictureIsNamed(RegardPage page) {
        // Given
        page.open("pictures?find=dog").part("pictures-samples").click();
        assertThat(page.part("pictures-text")).containsText("12 of 12 done");
        // When
        page.part("pictures-files").setInputFiles(new FilePayload[] {
            file("truth.csv", "text/csv", "name;class\n01-dog-and-cat.jpg;cat\n\"02-beach.jpg\";nonsense\n"),
            file("notes.txt", "text/plain", "no picture"),
            file("broken.jpg", "image/jpeg", "no picture either")
        });
        // Then
        assertThat(page.part("pictures-source").locator("option:checked")).hasText("From truth.csv (1)");
        assertThat(page.part("tile")).hasCount(1);
        assertThat(page.part("tile").locator(".tile-label")).hasText(Pattern.compile("\\w+"));
        assertThat(page.part("pictures-troubles-head")).hasText("Not explained: 1 · Skipped: 1");
        page.part("pictures-troubles-head").click();
        assertThat(page.part("pictures-trouble-list")).containsText("notes.txt is text/plain.");
        assertThat(page.part("pictures-trouble-list")).containsText("broken.jpg");
        page.tolerate("Failed to load resource: the server responded with a status of 400");
    }

    @Test
    void columnsThatNobodyKnowsAreAskedAbout(RegardPage page) {
        // Given
        page.open("pictures").part("pictures-samples").click();
        assertThat(page.part("pictures-text")).containsText("12 of 12 done");
        assertThat(page.part("pictures-columns")).isHidden();
        // When
        page.part("pictures-table")
                .setInputFiles(file("odd.csv", "text/csv", "thing,guess,prediction\n01-dog-and-cat.jpg,cat,dog\n"));
        // Then
        assertThat(page.part("pictures-columns")).isVisible();
        assertThat(page.part("pictures-columns-text")).containsText("odd.csv");
        assertThat(page.part("pictures-column-file")).hasValue("0");
        assertThat(page.part("pictures-column-truth").locator("option[value='2']"))
                .hasAttribute("disabled", "");
        assertThat(page.part("pictures-columns-use")).isDisabled();
        assertThat(page.part("pictures-judged")).isHidden();
        // When
        page.part("pictures-column-truth").selectOption("1");
        page.part("pictures-columns-use").click();
        // Then
        assertThat(page.part("pictures-columns")).isHidden();
        assertThat(page.part("pictures-tables"))
                .containsText("odd.csv: files from “thing”, true classes from “guess”. Known for 1.");
        assertThat(page.part("pictures-judged")).isVisible();
    }

    @Test
    void aTableThatIsDroppedWhilePicturesAreExplainedLosesNone(RegardPage page) {
        // Given
        page.open("pictures");
        page.part("pictures-folder").setInputFiles(folder);
        assertThat(page.part("pictures-text")).hasText(NOTHING_OR_MORE);
        // When
        StringBuilder table = new StringBuilder("id,filename,label\n");
        files.forEach(each -> table.append("1,").append(folder.relativize(each)).append(",cat\n"));
        page.part("pictures-table").setInputFiles(file("cats.csv", "text/csv", table.toString()));
        // Then
        awaitDone(page);
        assertThat(page.part("pictures-source").locator("option:checked"))
                .hasText("From cats.csv (%d)".formatted(COUNT));
        assertThat(page.part("pictures-accuracy-of")).containsText(" of " + COUNT);
    }

    @Test
    void stopStopsTheServersWorkAndGoOnGoesOn(RegardPage page) {
        // Given
        page.open("pictures?method=smoothgrad");
        page.part("pictures-folder").setInputFiles(folder);
        assertThat(page.part("pictures-text")).hasText(NOTHING_OR_MORE);
        // When
        page.part("pictures-stop").click();
        // Then
        awaitIdle(page.uri());
        assertThat(page.part("tile").locator("xpath=self::*[@data-state='working']"))
                .hasCount(0);
        assertThat(page.part("pictures-text")).containsText(" of " + COUNT);
        // When
        page.part("pictures-method").selectOption("cam");
        assertThat(page.part("pictures-notice")).containsText("SmoothGrad with toybox");
        page.part("pictures-again").click();
        // Then
        awaitDone(page);
        assertThat(page.part("pictures-notice")).isHidden();
    }

    @Test
    void whatWasPutAwayIsBroughtBack(RegardPage page) {
        // Given
        page.open("pictures").part("pictures-samples").click();
        assertThat(page.part("pictures-text")).containsText("12 of 12 done");
        // When
        page.part("pictures-clear").click();
        // Then
        assertThat(page.part("tile")).hasCount(0);
        assertThat(page.part("pictures-back")).hasText("Restore the 12 images");
        assertThat(page.part("pictures-back")).isFocused();
        // When
        page.part("pictures-back").click();
        // Then
        assertThat(page.part("pictures-text")).containsText("12 of 12 done");
        assertThat(page.part("tile")).hasCount(12);
        assertThat(page.part("tile").first().locator(".tile-heat")).isVisible();
        assertThat(page.part("pictures-back")).isHidden();
    }

    @Test
    void closingThePageEndsTheWork(RegardPage page) {
        // Given
        page.open("pictures?method=smoothgrad");
        page.part("pictures-folder").setInputFiles(folder);
        assertThat(page.part("pictures-text")).hasText(NOTHING_OR_MORE);
        // When
        page.browser().close();
        // Then
        awaitIdle(page.uri());
    }

    @Test
    void everythingIsReachedWithTheKeyboard(RegardPage page) {
        // Given
        page.open("pictures").part("pictures-samples").click();
        assertThat(page.part("pictures-text")).containsText("12 of 12 done");
        Keyboard keyboard = page.browser().keyboard();
        page.part("pictures-heat").focus();
        // When
        keyboard.press("Tab");
        // Then
        assertThat(page.part("tile").nth(0)).isFocused();
        assertThat(page.part("tile").nth(0)).hasCSS("outline-style", "solid");
        // When
        keyboard.press("ArrowRight");
        keyboard.press("ArrowDown");
        keyboard.press("ArrowUp");
        keyboard.press("Enter");
        // Then
        assertThat(page.part("large-name")).hasText("02-beach.jpg");
        assertThat(page.part("large-place")).hasText("2 of 12");
        assertThat(page.part("large-predictions").locator("li")).hasCount(5);
        assertThat(page.part("large-sentence")).containsText("raised the score");
        // When
        keyboard.press("ArrowRight");
        keyboard.press("ArrowRight");
        // Then
        assertThat(page.part("large-name")).hasText("04-space.jpg");
        // When
        keyboard.press("Escape");
        // Then
        assertThat(page.part("large")).isHidden();
        assertThat(page.part("tile").nth(3)).isFocused();
        // When
        keyboard.press("End");
        // Then
        assertThat(page.part("tile").nth(11)).isFocused();
    }

    @Test
    void aPictureGoesOnToExplore(RegardPage page) {
        // Given
        page.open("pictures?model=toybox-biased").part("pictures-samples").click();
        assertThat(page.part("pictures-text")).containsText("12 of 12 done");
        page.part("tile").nth(2).click();
        String best =
                page.part("large-predictions").locator(".class-label").first().textContent();
        // When
        page.part("large-explore").click();
        // Then
        assertThat(page.part("explore")).isVisible();
        assertThat(page.sentence().locator("strong")).hasText(best);
        assertThat(page.sample(Scenes.BREAKFAST)).hasAttribute("aria-pressed", "true");
        assertThat(page.part("model-select")).hasValue("toybox-biased");
    }

    @Test
    void severalPicturesDroppedOnExploreAreShownTogether(RegardPage page) throws IOException {
        // Given
        page.open();
        // When
        page.browser()
                .evaluate(
                        """
                        async (urls) => {
                          const data = new DataTransfer();
                          for (const url of urls) {
                            const blob = await (await fetch(url)).blob();
                            data.items.add(new File([blob], url.split('/').at(-1), { type: blob.type }));
                          }
                          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
                        }""",
                        page.part("samples").locator("button.sample").all().stream()
                                .limit(2)
                                .map(sample -> sample.getAttribute("data-src"))
                                .toList());
        // Then
        assertThat(page.part("pictures")).isVisible();
        assertThat(page.part("pictures-text")).containsText("2 of 2 done");
        assertThat(page.browser()).hasURL(Pattern.compile("/pictures$"));
    }

    @Test
    void whatIsSavedReadsBack(RegardPage page) throws IOException {
        // Given
        page.browser().addInitScript("delete window.showSaveFilePicker");
        page.open("pictures");
        page.part("pictures-folder").setInputFiles(folder);
        awaitDone(page);
        page.part("pictures-files").setInputFiles(file("broken.jpg", "image/jpeg", "no picture"));
        assertThat(page.part("pictures-troubles-head")).hasText("Not explained: 1");
        page.tolerate("Failed to load resource: the server responded with a status of 400");
        // When
        String excel = new String(save(page, "excel"), StandardCharsets.UTF_8);
        List<String> table = List.of(new String(save(page, "csv"), StandardCharsets.UTF_8).split("\r\n"));
        List<String> lines =
                new String(save(page, "jsonl"), StandardCharsets.UTF_8).lines().toList();
        Map<String, byte[]> maps = unzip(save(page, "npy"));
        Map<String, byte[]> overlays = unzip(save(page, "png"));
        // Then
        assertThat(excel).startsWith("\uFEFFfile,true,predicted,").contains(table.get(1), "broken.jpg,");
        assertThat(table).hasSize(COUNT + 2);
        assertThat(table.getLast()).startsWith("broken.jpg,,").doesNotEndWith(",");
        assertThat(table.getFirst()).startsWith("file,true,predicted,confidence,class 1,probability 1,");
        assertThat(lines).hasSize(COUNT + 1);
        assertThat(new JsonObject(lines.getLast()).getString("error")).isNotBlank();
        JsonObject first = new JsonObject(lines.getFirst());
        assertThat(table.get(1)).startsWith(first.getString("file") + "," + first.getString("true") + ",");
        assertThat(overlays).hasSize(COUNT + 1);
        String overlay = first.getString("file").replace(".jpg", ".png");
        assertThat(ImageIO.read(new ByteArrayInputStream(overlays.get(overlay))).getWidth())
                .isEqualTo(640);
        assertThat(maps).containsOnlyKeys("maps.csv", "maps.npy");
        JsonObject map = first.getJsonArray("maps").getJsonObject(0);
        int height = map.getInteger("height");
        int width = map.getInteger("width");
        ByteBuffer npy = ByteBuffer.wrap(maps.get("maps.npy")).order(ByteOrder.LITTLE_ENDIAN);
        int header = 10 + npy.getShort(8);
        assertThat(new String(npy.array(), 10, header - 10, StandardCharsets.ISO_8859_1))
                .contains("'descr': '<f4'", "(%d, %d, %d)".formatted(COUNT, height, width));
        assertThat(npy.capacity()).isEqualTo(header + 4 * COUNT * height * width);
        byte[] values = Base64.getDecoder().decode(map.getString("values"));
        assertThat(npy.slice(header, values.length)).isEqualTo(ByteBuffer.wrap(values));
    }

    @Test
    void savingWritesStraightIntoAFileWhereTheBrowserCan(RegardPage page) {
        // Given
        page.browser().addInitScript("""
                window.showSaveFilePicker = async ({ suggestedName }) =>
                  (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
                """);
        page.open("pictures").part("pictures-folder").setInputFiles(folder);
        // When
        page.part("pictures-save-jsonl").click();
        // Then
        assertThat(page.part("pictures-saving")).hasText("Saved.");
        assertThat(page.browser().evaluate("""
                        async () => {
                          const handle = await (await navigator.storage.getDirectory()).getFileHandle('pictures.jsonl');
                          return (await (await handle.getFile()).text()).trim().split('\\n').length;
                        }""")).isEqualTo(COUNT);
    }

    /** Saves all results, those too that are still to come. */
    private static byte[] save(RegardPage page, String what) throws IOException {
        Locator button = page.part("pictures-save-" + what);
        assertThat(button).isEnabled();
        Download download = page.browser().waitForDownload(button::click);
        return Files.readAllBytes(download.path());
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                files.put(entry.getName(), entries.readAllBytes());
            }
        }
        return files;
    }

    private static void awaitDone(RegardPage page) {
        assertThat(page.part("pictures-text")).containsText("%d of %d done".formatted(COUNT, COUNT));
    }

    private static String text(RegardPage page, String part) {
        return page.part(part).textContent();
    }

    private static FilePayload file(String name, String type, String text) {
        return new FilePayload(name, type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until the server works on nothing, and has nothing left to work on. */
    private static void awaitIdle(URI uri) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> busy(uri) == 0);
    }

    private static double busy(URI uri) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri.resolve("metrics")).build();
            return http.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.matches("regard_explanations_(admitted|running)[ {].*"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
