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
    @CsvSource({"model.onnx", "onnx/model.onnx", "resnet50.onnx"})
    void theGraphMayLieInSeveralPlaces(String place) throws IOException {
        // Given
        Path file = put("a/" + place);
        // When
        List<ModelFolder> found = ModelLibrary.find(List.of(root));
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
    void ofSeveralFilesWithOtherNamesNoneCounts() throws IOException {
        put("a/one.onnx");
        put("a/two.onnx");
        assertThat(ModelLibrary.find(List.of(root))).isEmpty();
    }

    @Test
    void aFolderWithAConfigurationButNoGraphIsListedAndSaysWhatItLacks() throws IOException {
        // Given
        put("a/config.json");
        put("notes/README.md");
        // When
        List<ModelFolder> found = ModelLibrary.find(List.of(root));
        // Then
        assertThat(found).extracting(ModelFolder::name).containsExactly("a");
        assertThatThrownBy(() -> found.getFirst().onnxFile())
                .isInstanceOf(InvalidModelFolderException.class)
                .hasMessage("the folder holds no model.onnx (nor onnx/model.onnx)");
    }

    @Test
    void foldersComeInTheOrderOfTheirRootsAndThenByName() throws IOException {
        put("second/b/model.onnx");
        put("second/a/model.onnx");
        put("first/c/model.onnx");
        assertThat(ModelLibrary.find(List.of(root.resolve("first"), root.resolve("second"))))
                .extracting(ModelFolder::name)
                .containsExactly("c", "a", "b");
    }

    @Test
    void ofTwoModelsWithOneNameTheFirstCounts() throws IOException {
        put("second/a/model.onnx");
        Path first = put("first/a/model.onnx");
        assertThat(ModelLibrary.find(List.of(root.resolve("first"), root.resolve("second"))))
                .singleElement()
                .satisfies(folder -> assertThat(folder.onnxFile()).isEqualTo(first));
    }

    @Test
    void aRootMayBeAModelFolderItselfOrMissing() throws IOException {
        put("a/model.onnx");
        assertThat(ModelLibrary.find(List.of(root.resolve("nowhere"), root.resolve("a/../a"))))
                .extracting(ModelFolder::name)
                .containsExactly("a");
    }

    private Path put(String file) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.write(path, new byte[] {1});
    }
}
