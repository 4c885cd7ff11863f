package dev.regard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a model's folder as people's tools leave them. */
class TextFilesTest {

    private static final String MARK = "\uFEFF";

    @TempDir
    Path folder;

    @BeforeEach
    void putAModelThere() throws IOException {
        Files.write(folder.resolve("model.onnx"), new byte[] {1, 2, 3});
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        write("labels.txt", MARK + "tench\r\ngoldfish\r\n\r\n");
        assertThat(labels()).containsExactly("tench", "goldfish");
    }

    @Test
    void aByteOrderMarkBeforeJsonIsNoPartOfIt() throws IOException {
        write("config.json", MARK + "{\"id2label\": {\"0\": \"tench\"}}");
        write("preprocessor_config.json", MARK + "{\"size\": {\"height\": 32, \"width\": 32}}");
        write("README.md", MARK + "---\nlicense: mit\n---\nA model.");
        assertThat(labels()).containsExactly("tench");
        assertThat(card().preprocessing()).hasSize(1);
        assertThat(card().licence()).contains("mit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"tench\", null, \"\"]", "{\"0\": \"tench\", \"1\": null, \"2\": \" \"}"})
    void aClassWithoutANameHasItsNumber(String names) throws IOException {
        write("config.json", "{\"id2label\": " + names + "}");
        assertThat(labels()).containsExactly("tench", "class 1", "class 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void pythonsNumbersInJsonCostNothing(String number) throws IOException {
        write("config.json", "{\"loss\": " + number + ", \"id2label\": {\"0\": \"tench\"}}");
        assertThat(labels()).containsExactly("tench");
    }

    @ParameterizedTest
    @CsvSource({"ISO-8859-1, 3", "windows-1252, 3"})
    void anotherEncodingIsNamedWithItsLine(String charset, int line) throws IOException {
        Files.write(folder.resolve("labels.txt"), "tench\r\ngoldfish\r\nLöwe\r\n".getBytes(Charset.forName(charset)));
        assertRefused(
                "labels.txt is not UTF-8 (line %d), but Latin-1 or another encoding: save it as UTF-8".formatted(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void utf16IsSaidToBeThat(String charset) throws IOException {
        Files.write(folder.resolve("labels.txt"), "tench\ngoldfish\n".getBytes(Charset.forName(charset)));
        assertRefused("labels.txt is UTF-16: save it as UTF-8");
    }

    @Test
    void aConfigurationInAnotherEncodingIsNamed() throws IOException {
        Files.write(
                folder.resolve("config.json"),
                "{\n\"id2label\": {\"0\": \"Löwe\"}}".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("config.json is not UTF-8 (line 2), but Latin-1 or another encoding: save it as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"goldfish\": 1, \"tench\": 0}",
                "{\"goldfish\": \"1\", \"tench\": \"0\"}",
                "{0: 'tench', 1: 'goldfish',}",
                "['tench', \"goldfish\"]",
                "{\"1\": \"tench\", \"2\": \"goldfish\"}",
                "[{\"id\": 1, \"name\": \"tench\"}, {\"id\": 2, \"name\": \"goldfish\"}]",
                "{\"class_to_idx\": {\"goldfish\": 1, \"tench\": 0}}",
                "0,tench\n1,\"goldfish\"",
                "1\tgoldfish\r0\ttench\r",
                "index,name\n0,tench\n1,goldfish\n",
                "name;id\ngoldfish;1\ntench;0",
                "tench,0\ngoldfish,1",
                "0,n01440764,tench\n1,n01443537,goldfish",
                "id,name,supercategory\n1,tench,fish\n2,goldfish,fish",
                "0 n01440764 tench\n1 n01443537 goldfish",
                "n01440764, tench\nn01443537, goldfish",
                "\"tench\",\n\"goldfish\"",
                "'tench',\n'goldfish'",
                "- tench\n- goldfish",
                "\n tench \t\n\ngoldfish\n\n  \n"
            })
    void aListMayBeWrittenInManyWays(String text) throws IOException {
        write("labels.txt", text);
        assertThat(labels()).containsExactly("tench", "goldfish");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "names: [tench, 'goldfish']",
                "nc: 2\nnames:\n  0: tench # a fish\n  1: \"goldfish\"\ntrain: images",
                "names: {0: tench, 1: goldfish}",
                "---\nnames:\n- tench\n- goldfish\n",
                "- tench\n- goldfish",
                "tench: 0\ngoldfish: 1",
                "names: [\n  'tench',\n  'goldfish'\n]\nnc: 2"
            })
    void yamlNamesClassesToo(String text) throws IOException {
        write("data.yaml", text);
        assertThat(labels()).containsExactly("tench", "goldfish");
    }

    @ParameterizedTest
    @CsvSource({"label", "Class Name", "'\"name\"'"})
    void theHeadOfAColumnIsNoClass(String head) throws IOException {
        write("labels.csv", head + "\n\"dog, hound\"\ncat\n");
        assertThat(labels()).containsExactly("dog, hound", "cat");
    }

    @Test
    void quotesKeepCommasTogetherAndAreNoPartOfANames() throws IOException {
        write("labels.txt", "0,\"dog, hound\"\n1,cat\n2,\"the \"\"other\"\"\"\n");
        assertThat(labels()).containsExactly("dog, hound", "cat", "the \"other\"");
    }

    @Test
    void namesWithCommasStayWhole() throws IOException {
        write("labels.txt", "0, tench, Tinca tinca\n1, goldfish, Carassius auratus\n");
        assertThat(labels()).containsExactly("tench, Tinca tinca", "goldfish, Carassius auratus");
        write("labels.txt", "n01440764 tench, Tinca tinca\nn01443537 goldfish, Carassius auratus\n");
        assertThat(labels()).containsExactly("tench, Tinca tinca", "goldfish, Carassius auratus");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7\n3\n1\n0", "digit: 0\ndigit: 1", "class 0\nclass 1", "1 euro\n2 euros"})
    void numbersThatAreNamesStay(String text) throws IOException {
        write("labels.txt", text);
        assertThat(labels()).containsExactly(text.split("\n"));
    }

    @Test
    void ofNumbersOnBothSidesTheNumberIsTheIndexAndTheTextTheName() throws IOException {
        write("labels.json", "{\"7\": 0, \"3\": 1, \"1\": 2, \"0\": 3}");
        assertThat(labels()).containsExactly("7", "3", "1", "0");
        write("labels.json", "{\"1\": \"0\", \"0\": \"1\"}");
        assertThat(labels()).containsExactly("1", "0");
        write("labels.json", "{\"0\": \"7\", \"1\": \"3\"}");
        assertThat(labels()).containsExactly("7", "3");
    }

    @Test
    void aConfigurationMayNameIndicesByNameAlone() throws IOException {
        write("config.json", "{\"label2id\": {\"goldfish\": 1, \"tench\": 0}}");
        assertThat(labels()).containsExactly("tench", "goldfish");
    }

    @Test
    void madeUpNamesGiveWayToThoseOfAFile() throws IOException {
        write("config.json", "{\"id2label\": {\"0\": \"LABEL_0\", \"1\": \"LABEL_1\"}}");
        assertThat(labels()).containsExactly("LABEL_0", "LABEL_1");
        write("labels.txt", "tench\ngoldfish");
        assertThat(labels()).containsExactly("tench", "goldfish");
    }

    @Test
    void composedAndDecomposedFormAreOneName() throws IOException {
        write("labels.txt", "Lo\u0308we\ncafe\u0301");
        assertThat(labels()).containsExactly("L\u00F6we", "caf\u00E9");
    }

    @Test
    void anIndexThatIsGivenTwiceOrIsNoneIsNamed() throws IOException {
        write("labels.json", "{\"tench\": 0, \"goldfish\": 0}");
        assertRefused("labels.json gives the index 0 to two classes, 'tench' and 'goldfish'");
        write("labels.json", "{\"label2id\": {\"tench\": 0, \"goldfish\": 1.5}}");
        assertRefused("labels.json gives 'goldfish' the index 1.5, expected a whole number");
        write("labels.json", "{\"tench\": 0, \"goldfish\": 2}");
        assertRefused("labels.json names 2 classes, but none of the index 1");
    }

    @Test
    void namesThatSomebodyCorrectsComeBack() throws IOException {
        write("config.json", "{\"label2id\": {\"a\": 0, \"b\": 1}}");
        ModelFiles.write(new ModelFolder(folder), List.of("dog, hound", "cat"));
        assertThat(labels()).containsExactly("dog, hound", "cat");
    }

    private List<String> labels() {
        return card().labels().orElseThrow();
    }

    private ModelCard card() {
        return ModelCard.read(new ModelFolder(folder));
    }

    @Test
    @Timeout(60)
    void aLineOfYamlMayBeAsLongAsItLikes() throws IOException {
        write("data.yaml", "names:\n" + " ".repeat(2_000_000) + "'\n" + " #".repeat(1_000_000) + "'");
        assertRefused("data.yaml names no classes: write a list, or 'names' with one");
        write("data.yaml", "names: [" + "a'b'".repeat(50_000) + "]");
        assertRefused("the name of a class has 200,000 characters, as none has ('" + "a'b'".repeat(12) + "a'…')");
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
