package dev.regard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.image.CentreCrop;
import dev.regard.image.ResizeTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the files of a folder say, and what is said of wrong ones. */
class ModelCardTest {

    @TempDir
    Path folder;

    @BeforeEach
    void putAModelThere() throws IOException {
        Files.write(folder.resolve("model.onnx"), new byte[] {1, 2, 3});
    }

    @Test
    void aFolderMayHoldNothingButTheModel() {
        // When
        ModelCard card = card();
        // Then
        assertThat(card.name()).isEqualTo(folder.getFileName().toString());
        assertThat(card.bytes()).isEqualTo(3);
        assertThat(card.readme()).isEmpty();
        assertThat(card.labels()).isEmpty();
        assertThat(card.preprocessing()).isEmpty();
        assertThat(card.isMultiLabel()).isFalse();
    }

    @Test
    void labelsComeFromConfigInTheOrderOfTheirIndices() throws IOException {
        write(
                "config.json",
                "{\"id2label\": {\"10\": \"k\", \"2\": \"c\", \"0\": \"a\", \"1\": \"b\", \"3\": \"d\","
                        + "\"4\": \"e\", \"5\": \"f\", \"6\": \"g\", \"7\": \"h\", \"8\": \"i\", \"9\": \"j\"}}");
        write("labels.txt", "never\nread");
        assertThat(card().labels().orElseThrow())
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    }

    @Test
    void labelsComeFromLinesWhereConfigHasNone() throws IOException {
        write("config.json", "{\"model_type\": \"resnet\"}");
        write("labels.txt", "tench\r\n great white shark \r\nÉclair\r\n");
        assertThat(card().labels().orElseThrow()).containsExactly("tench", "great white shark", "Éclair");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 tench\n1 goldfish",
                "0: tench\n1: goldfish",
                "n01440764 tench\nn01443537 goldfish",
                "{\"0\": \"tench\", \"1\": \"goldfish\"}",
                "[\"tench\", \"goldfish\"]",
                "{\"0\": [\"n01440764\", \"tench\"], \"1\": [\"n01443537\", \"goldfish\"]}"
            })
    void aListMayBeWrittenInManyWays(String text) throws IOException {
        write("labels.txt", text);
        assertThat(card().labels().orElseThrow()).containsExactly("tench", "goldfish");
    }

    @Test
    void numbersThatAreNamesStay() throws IOException {
        write("labels.txt", "1 euro\n2 euros");
        assertThat(card().labels().orElseThrow()).containsExactly("1 euro", "2 euros");
    }

    @Test
    void timmNamesClassesByWordNetAndDescribesThem() throws IOException {
        write(
                "config.json",
                "{\"label_names\": [\"n01440764\", \"n9\"], \"label_descriptions\": {\"n01440764\": \"tench\"}}");
        assertThat(card().labels().orElseThrow()).containsExactly("tench", "n9");
    }

    @Test
    void aLicenceComesFromConfigOrFromTheFrontMatterOfTheReadme() throws IOException {
        write("README.md", "---\ntags: x\nlicense: mit\n---\nA model.");
        assertThat(card().licence()).contains("mit");
        write("config.json", "{\"license\": \"Apache-2.0\"}");
        assertThat(card().licence()).contains("Apache-2.0");
    }

    @Test
    void anUltralyticsFileNamesItsClassesAndSizeItself() {
        // When
        ModelCard card = card().completedBy(Map.of(
                "task",
                "classify",
                "imgsz",
                "[224, 224]",
                "names",
                "{0: 'tench', 1: \"jack-o'-lantern\", 2: 'a\\'b'}"));
        // Then
        assertThat(card.labels().orElseThrow()).containsExactly("tench", "jack-o'-lantern", "a'b");
        assertThat(card.preprocessing()).singleElement().satisfies(stated -> {
            assertThat(stated.target()).isEqualTo(new ResizeTarget.ShortestEdge(224));
            assertThat(stated.crop()).isEqualTo(new CentreCrop(224, 224));
            assertThat(stated.mean()).isEmpty();
        });
    }

    @Test
    void aGapInTheNumberingIsNamed() throws IOException {
        write("config.json", "{\"id2label\": {\"0\": \"a\", \"2\": \"c\"}}");
        assertRefused("config.json: id2label names 2 classes, but none of the index 1");
    }

    @Test
    void aKeyThatIsNoIndexIsNamed() throws IOException {
        write("config.json", "{\"id2label\": {\"zero\": \"a\"}}");
        assertRefused("config.json: id2label has the key 'zero', expected a class index");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "preprocessor_config.json"})
    void jsonThatIsNoneIsNamedWithItsLineAndWithoutAPath(String file) throws IOException {
        write(file, "{\n\"a\": 1,\n oops\n}");
        assertRefused(file + " is no valid JSON (line 3)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7"})
    void jsonThatIsNoObjectIsRefused(String json) throws IOException {
        write("config.json", json);
        assertRefused("config.json holds no JSON object");
    }

    @Test
    void severalLabelsForOnePictureAreSaidByTheProblemType() throws IOException {
        write("config.json", "{\"problem_type\": \"multi_label_classification\"}");
        assertThat(card().isMultiLabel()).isTrue();
    }

    @Test
    void theReadmesFirstSentencesAreWhatTheModelIsAbout() throws IOException {
        write(
                "README.md",
                "---\nlicense: mit\n---\n\n# A model\n\n| a | b |\n|---|---|\n\nTells *cats*\nfrom `dogs`.\n\nMore.\n");
        assertThat(about()).contains("Tells cats from dogs.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# Only a heading\n", "---\nlicense: mit\n---\n"})
    void aReadmeThatSaysNothingIsNoProblem(String readme) throws IOException {
        write("README.md", readme);
        assertThat(about()).isEmpty();
    }

    @Test
    void aReadmeInAnotherEncodingDoesNotCostTheModel() throws IOException {
        Files.write(folder.resolve("README.md"), "Modèle de démonstration".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(about().orElseThrow()).startsWith("Mod").endsWith("monstration");
    }

    private Optional<String> about() {
        return card().readme().flatMap(Readme::about);
    }

    private ModelCard card() {
        return ModelCard.read(new ModelFolder(folder));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::card)
                .isInstanceOf(InvalidModelFolderException.class)
                .hasMessage(message);
    }
}
