package dev.regard.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    private static final Catalogue CATALOGUE = Catalogue.load();

    /** Where the facts were gathered: path, opset, bytes, checksum, kind of preprocessing. */
    private static final Path FACTS = Path.of("../shared/reference/peers.md");

    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| (\\S+\\.onnx) \\| (\\d+) \\| (\\d+) \\| `([0-9a-f]{64})` \\| .* \\| (\\w) \\| [^|]* \\| \\S+ \\|$");
    private static final Map<String, Family> FAMILIES =
            Map.of("A", Family.IMAGENET, "B", Family.CAFFE, "C", Family.EFFICIENTNET_LITE, "M", Family.DIGITS);

    static List<CatalogueEntry> entries() {
        return CATALOGUE.entries();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anEntryCanBeFetched(CatalogueEntry entry) {
        // When
        List<Download> downloads = entry.downloads(URI.create("https://mirror.example"));

        // Then
        assertThat(downloads).first().satisfies(model -> {
            assertThat(model.fileName()).isEqualTo("model.onnx");
            assertThat(model.bytes()).isPositive();
            assertThat(model.addresses())
                    .extracting(URI::getHost)
                    .containsExactly("mirror.example", "media.githubusercontent.com");
        });
        assertThat(entry.bytes())
                .isEqualTo(downloads.stream().mapToLong(Download::bytes).sum());
        assertThat(entry.id()).matches("[a-z0-9.-]+");
    }

    @Test
    void theFactsAreThoseThatWereGathered() throws IOException {
        // Given
        assumeThat(FACTS).exists();
        Map<String, List<Object>> offered = new HashMap<>();
        CATALOGUE
                .entries()
                .forEach(entry -> offered.put(
                        entry.model().path(),
                        List.of(
                                entry.opset(),
                                entry.model().bytes(),
                                entry.model().sha256(),
                                entry.family())));

        // When
        Map<String, List<Object>> gathered = new HashMap<>();
        ROW.matcher(Files.readString(FACTS))
                .results()
                .filter(row -> FAMILIES.containsKey(row.group(5)))
                .forEach(row -> gathered.put(row.group(1), facts(row)));

        // Then
        assertThat(offered).hasSize(51).isEqualTo(gathered);
    }

    private static List<Object> facts(MatchResult row) {
        return List.of(
                Integer.valueOf(row.group(2)), Long.valueOf(row.group(3)), row.group(4), FAMILIES.get(row.group(5)));
    }

    @Test
    void theNewestInFullPrecisionStandsFirst() {
        assertThat(CATALOGUE.newest()).hasSize(25).allSatisfy(newest -> {
            assertThat(newest.precision()).isEqualTo(CatalogueEntry.FLOAT);
            assertThat(CATALOGUE.entries())
                    .filteredOn(entry -> entry.architecture().equals(newest.architecture())
                            && entry.precision().equals(CatalogueEntry.FLOAT))
                    .allMatch(entry -> entry.opset() <= newest.opset());
        });
    }

    @Test
    void idsAreUnique() {
        assertThat(CATALOGUE.entries()).extracting(CatalogueEntry::id).doesNotHaveDuplicates();
    }

    @Test
    void squeezeNetIsPreparedAsCaffeDidWhateverItsPageSays() {
        // When
        JsonObject written = preprocessing("squeezenet1.0-12");

        // Then
        assertThat(written.getBoolean("do_flip_channel_order")).isTrue();
        assertThat(written.getBoolean("do_rescale")).isFalse();
        assertThat(written.getJsonArray("image_mean")).isEqualTo(JsonArray.of(103.939, 116.779, 123.68));
        assertThat(written.getJsonObject("size")).isEqualTo(JsonObject.of("height", 224, "width", 224));
        assertThat(written.getInteger("resample")).isEqualTo(3);
    }

    @Test
    void digitsAreNotScaled() {
        // When
        JsonObject written = preprocessing("mnist-8");

        // Then
        assertThat(written.getBoolean("do_rescale")).isFalse();
        assertThat(written.getBoolean("do_normalize")).isFalse();
    }

    @Test
    void aFolderIsCompletedFromWhatWasFetched(@TempDir Path folder) throws IOException {
        // Given
        Vertx vertx = Vertx.vertx();
        Files.writeString(folder.resolve("synset.txt"), "n01440764 tench, Tinca tinca\nn01443537 goldfish\n");

        // When
        entry("resnet50-v1-12").describe(vertx, folder).await();

        // Then
        assertThat(json(folder.resolve("config.json")).getJsonObject("id2label"))
                .isEqualTo(JsonObject.of("0", "tench, Tinca tinca", "1", "goldfish"));
        assertThat(json(folder.resolve("preprocessor_config.json")).getJsonObject("size"))
                .isEqualTo(JsonObject.of("shortest_edge", 256));
        assertThat(folder.resolve("README.md")).content().contains("Apache-2.0", "74.97 %", "onnxmodelzoo");
        vertx.close().await();
    }

    @Test
    void labelsByIndexAreReadInOrder() {
        assertThat(ClassNames.read("{\"1\": \"goldfish\", \"0\": \"tench\"}")).containsExactly("tench", "goldfish");
    }

    private static JsonObject preprocessing(String id) {
        return new JsonObject(entry(id).describedBy("").getOrDefault("preprocessor_config.json", ""));
    }

    private static CatalogueEntry entry(String id) {
        return CATALOGUE.find(id).orElseThrow();
    }

    private static JsonObject json(Path file) throws IOException {
        return new JsonObject(Files.readString(file));
    }
}
