package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every file of {@code webroot/languages} owes its readers. */
class LanguagesTest {

    private static final Path FOLDER = Path.of("webroot/languages");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}|</?\\w+>");

    /** Words of the server that are written alike in French, or are parts of sentences that are tested below. */
    private static final Set<String> NO_SENTENCES = Set.of(
            "<!doctype html",
            "Bearer",
            "Bearer Q",
            "best Q",
            "given up",
            "no boundary",
            "Smooth Grad-CAM++",
            "Q (opset Q)",
            "Q, Q (opset Q)",
            "class Q",
            "config.json (timm)",
            "config.json: id2label",
            "config.json: label2id",
            "immutable, max-age=31536000",
            "public, max-age=31536000, immutable",
            // Into the README of a model that is fetched, which is English.
            "Q % of ImageNet",
            "not given",
            // Caught on the way, or the last words of a socket.
            "an attribute that was read cannot be written",
            "an object of numbers can be written",
            "call Q/",
            "no pads",
            "no starts",
            "terminate flag",
            "the reader gave Q samples",
            "the run was ended",
            "the server is stopping");

    /** Parts of sentences, each with the whole that a client reads. */
    private static final Map<String, String> WHOLE = Map.ofEntries(
            Map.entry("Feature map", "Feature map 3 of 2,048"),
            Map.entry("Noisy feature map", "Noisy feature map 3 of 2,048"),
            Map.entry("Step of a feature map", "Step of a feature map 3 of 2,048"),
            Map.entry("Hiding a region", "Hiding a region 3 of 59"),
            Map.entry("Hiding all", "Hiding all 1 of 1"),
            Map.entry("Taking pixels away", "Taking pixels away 3 of 9"),
            Map.entry("Putting pixels back", "Putting pixels back 3 of 9"),
            Map.entry("Map of a slightly changed picture", "Map of a slightly changed picture 3 of 8"),
            Map.entry("Map of the model with shuffled layers", "Map of the model with shuffled layers 3 of 5"),
            Map.entry("Noisy copy", "Noisy copy 3 of 25"),
            Map.entry("Q Q of Q", "Mask 3 of 1,000"),
            Map.entry("Group of class Q of Q:", "Group of class 1 of 3: 4 of 32"),
            Map.entry(
                    "The model",
                    "The model cannot be written on this server: the disk may be full, or the folder read-only."),
            Map.entry(
                    "The description of the model",
                    "The description of the model cannot be written on this server: the disk may be full, or the folder read-only."),
            Map.entry("because its input takes whole numbers", "'0 to 255', because its input takes whole numbers"),
            Map.entry("as most models are", "'0 to 1', as most models are"),
            Map.entry("as most models with 1,000 classes are", "'ImageNet', as most models with 1,000 classes are"),
            Map.entry("as most models without colours are", "'0 to 1', as most models without colours are"),
            Map.entry("because the file was written by Q", "'-1 to 1', because the file was written by tf2onnx 1.16.1"),
            Map.entry(
                    "because the graph begins with arithmetic that does the rest",
                    "'0 to 255', because the graph begins with arithmetic that does the rest"),
            Map.entry("framed to", "framed to 224 \u00d7 224"),
            Map.entry("middle", "middle 224 \u00d7 224"));

    /** What French writes as English does. */
    private static final Set<String> ALIKE = Set.of(
            "html.about.sources",
            "html.classes.options",
            "html.compare.ways.classes",
            "html.drawing.colormaps.inferno",
            "html.drawing.colormaps.turbo",
            "html.drawing.colormaps.viridis",
            "html.model.classes",
            "html.model.format",
            "html.model.licence",
            "html.models.classes",
            "html.models.nav",
            "page.ranking.metrics.adcc.title",
            "page.ranking.metrics.insertion.title",
            "page.ranking.metrics.max-box-acc.title",
            "page.ranking.millis",
            "html.present.classes",
            "html.report.score",
            "page.caption.line",
            "page.check.class",
            "page.classes.count",
            "page.compare.byAt",
            "page.compare.class",
            "page.compare.layerName",
            "page.compare.likelyClass",
            "page.compare.minus",
            "page.compare.took",
            "page.live.shown",
            "page.pictures.counted",
            "page.pictures.tile.said",
            "page.report.options",
            "page.report.pixels",
            "page.classes.rank",
            "page.classes.unranked",
            "page.layer.joined",
            "page.layer.place",
            "page.layer.size",
            "page.layer.star",
            "page.library.catalogue.size",
            "page.modelReport.said",
            "page.numbers.above",
            "page.numbers.below",
            "page.numbers.percent",
            "page.option.usual",
            "page.parts.named",
            "page.sentence.named",
            "page.title",
            "page.trust.classCount");

    static Stream<String> others() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(tag -> !tag.equals("en"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void aLanguageHasWordsForEverythingThatEnglishHas(String tag) throws IOException {
        assertThat(words(tag).keySet()).isEqualTo(words("en").keySet());
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatIsPutIntoASentenceIsPutIntoEachTranslation(String tag) throws IOException {
        // Given
        Map<String, String> english = words("en");
        // When
        Map<String, String> translated = words(tag);
        // Then
        assertThat(translated).allSatisfy((key, text) -> {
            assertThat(text).as(key).isNotBlank();
            assertThat(places(text)).as(key).isEqualTo(places(english.getOrDefault(key, text)));
        });
        assertThat(server(tag)).allSatisfy((phrase, text) -> {
            assertThat(text).isNotBlank();
            assertThat(places(text)).as(phrase).isEqualTo(places(phrase));
        });
    }

    @Test
    void nothingOfThePageIsStillEnglishInFrench() throws IOException {
        // Given
        Map<String, String> english = words("en");
        // When
        Set<String> alike = words("fr").entrySet().stream()
                .filter(entry -> entry.getValue().equals(english.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        // Then
        assertThat(alike).isSubsetOf(ALIKE);
    }

    @Test
    void everySentenceOfTheServerHasAFrenchOne() throws IOException {
        // Given
        Map<String, String> phrases = server("fr");
        Phrasebook french = Phrasebook.of(read("fr").getJsonObject("server"), Locale.FRENCH);
        // When
        List<String> unknown = ServerSentences.all().stream()
                .filter(text -> !NO_SENTENCES.contains(text) && !phrases.containsKey(text))
                .flatMap(text -> ServerSentences.split(WHOLE.getOrDefault(text, text)))
                .filter(sentence -> french.say(sentence).equals(sentence))
                .toList();
        // Then
        assertThat(unknown).isEmpty();
    }

    @Test
    void frenchIsSetAsFrenchIs() throws IOException {
        Stream.concat(words("fr").values().stream(), server("fr").values().stream())
                .forEach(text -> assertThat(text)
                        .doesNotContainPattern("\\p{L}'\\p{L}")
                        .doesNotContainPattern(" [:;?!%\u00bb]")
                        .doesNotContain("\u00ab "));
    }

    private static List<String> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(MatchResult::group)
                .sorted()
                .distinct()
                .toList();
    }

    private static Map<String, String> words(String tag) throws IOException {
        Map<String, String> words = new TreeMap<>();
        JsonObject file = read(tag);
        Stream.of("html", "page").forEach(part -> flatten(part, file.getJsonObject(part), words));
        return words;
    }

    private static void flatten(String prefix, JsonObject from, Map<String, String> into) {
        from.forEach(entry -> {
            if (entry.getValue() instanceof JsonObject inner) {
                flatten(prefix + "." + entry.getKey(), inner, into);
            } else {
                into.put(prefix + "." + entry.getKey(), String.valueOf(entry.getValue()));
            }
        });
    }

    private static Map<String, String> server(String tag) throws IOException {
        Map<String, String> phrases = new TreeMap<>();
        read(tag).getJsonObject("server").forEach(entry -> phrases.put(entry.getKey(), (String) entry.getValue()));
        return phrases;
    }

    private static JsonObject read(String tag) throws IOException {
        return new JsonObject(Buffer.buffer(Files.readAllBytes(FOLDER.resolve(tag + ".json"))));
    }
}
