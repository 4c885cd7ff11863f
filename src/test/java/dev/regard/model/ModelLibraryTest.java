package dev.regard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a model folder. */
class ModelLibraryTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({"model.onnx", "onnx/model.onnx", "resnet50.onnx", "MODEL.ONNX", "onnx/Model.Onnx"})
    void theGraphMayLieInSeveralPlaces(String place) throws IOException {
        // Given
        Path file = put("a/" + place);
        // When
        List<ModelFolder> found = new ModelLibrary(List.of(root)).find();
        // Then
        assertThat(found).extracting(ModelFolder::name).containsExactly("a");
        assertThat(found.getFirst().onnxFile()).isEqualTo(file);
    }

    @Test
    void ofSeveralFilesTheOneCalledModelCounts() throws IOException {
        // Given
        put("a/other.onnx");
        put("a/onnx/model.onnx");
        Path file = put("a/model.onnx");
        // Then
        assertThat(new ModelFolder(root.resolve("a")).onnxFile()).isEqualTo(file);
    }

    @Test
    void ofVariantsSideBySideTheOneOfFullPrecisionCounts() throws IOException {
        // Given: as Optimum lays them out
        put("a/onnx/model_fp16.onnx");
        put("a/onnx/model_quantized.onnx");
        put("a/onnx/model_int8.onnx");
        Path file = put("a/onnx/model_full_precision.onnx");
        // Then
        ModelFolder folder = new ModelFolder(root.resolve("a"));
        assertThat(folder.onnxFile()).isEqualTo(file);
        assertThat(folder.onnxFiles()).hasSize(4);
    }

    @Test
    void capitalsMakeNoDifferenceToNamesOfFiles() throws IOException {
        // Given
        put("RESNET.ONNX");
        Path labels = put("RESNET.Labels.TXT");
        // When
        List<ModelFolder> found = new ModelLibrary(List.of(root)).find();
        // Then
        assertThat(found).extracting(ModelFolder::name).containsExactly("RESNET");
        assertThat(found.getFirst().file("labels.txt")).isEqualTo(labels);
    }

    @Test
    void namesThatMacOsTookApartAreTheSame() throws IOException {
        // Given
        put("Lo\u0308we.onnx");
        Path labels = put("Lo\u0308we.labels.txt");
        put("Wo\u0308lfe/model.onnx");
        // When
        List<ModelFolder> found = new ModelLibrary(List.of(root)).find();
        // Then
        assertThat(found).extracting(ModelFolder::name).containsExactly("L\u00f6we", "W\u00f6lfe");
        assertThat(found.getFirst().file("labels.txt")).isEqualTo(labels);
    }

    @Test
    void aBareFileIsAModelAndItsOtherFilesBearItsName() throws IOException {
        // Given
        Path file = put("resnet.v2.onnx");
        put("b/model.onnx");
        // When
        List<ModelFolder> found = new ModelLibrary(List.of(root)).find();
        // Then
        assertThat(found).extracting(ModelFolder::name).containsExactly("b", "resnet.v2");
        assertThat(found.getLast().onnxFile()).isEqualTo(file);
        assertThat(found.getLast().file("labels.txt")).isEqualTo(root.resolve("resnet.v2.labels.txt"));
    }

    @Test
    void whatIsHiddenIsNoModel() throws IOException {
        put(".adding-1/model.onnx");
        assertThat(new ModelLibrary(List.of(root)).find()).isEmpty();
    }

    @Test
    void theFingerprintChangesWithEveryFile() throws IOException {
        // Given
        put("a/model.onnx");
        ModelFolder folder = new ModelFolder(root.resolve("a"));
        String before = folder.fingerprint();
        // Then
        assertThat(folder.fingerprint()).isEqualTo(before);
        put("a/labels.txt");
        assertThat(folder.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void aFolderWithAConfigurationButNoGraphIsListedAndSaysWhatItLacks() throws IOException {
        // Given
        put("a/config.json");
        put("notes/README.md");
        // When
        List<ModelFolder> found = new ModelLibrary(List.of(root)).find();
        // Then
        assertThat(found).extracting(ModelFolder::name).containsExactly("a");
        assertThatThrownBy(() -> found.getFirst().onnxFile())
                .isInstanceOf(InvalidModelFolderException.class)
                .hasMessage("the folder holds no .onnx file");
    }

    @Test
    void foldersComeInTheOrderOfTheirRootsAndThenByName() throws IOException {
        put("second/b/model.onnx");
        put("second/a/model.onnx");
        put("first/c/model.onnx");
        assertThat(new ModelLibrary(List.of(root.resolve("first"), root.resolve("second"))).find())
                .extracting(ModelFolder::name)
                .containsExactly("c", "a", "b");
    }

    @Test
    void ofTwoModelsWithOneNameTheFirstCounts() throws IOException {
        put("second/a/model.onnx");
        Path first = put("first/a/model.onnx");
        assertThat(new ModelLibrary(List.of(root.resolve("first"), root.resolve("second"))).find())
                .singleElement()
                .satisfies(folder -> assertThat(folder.onnxFile()).isEqualTo(first));
    }

    @Test
    void aRootMayBeAModelFolderItselfOrMissing() throws IOException {
        put("a/model.onnx");
        assertThat(new ModelLibrary(List.of(root.resolve("nowhere"), root.resolve("a/../a"))).find())
                .extracting(ModelFolder::name)
                .containsExactly("a");
    }

    private Path put(String file) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.write(path, new byte[] {1});
    }
}
