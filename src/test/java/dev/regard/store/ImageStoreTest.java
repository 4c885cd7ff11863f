package dev.regard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageStoreTest {

    private static final Buffer PICTURE = Buffer.buffer("picture");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void givesBackWhatWasStoredAlsoAfterAStart() {
        // Given
        String id = open(100).put(PICTURE).await();

        // When
        Buffer picture = open(100).get(id).await();

        // Then
        assertThat(picture).isEqualTo(PICTURE);
    }

    @Test
    void theLeastRecentlyUsedGoes() {
        // Given
        ImageStore store = open(15);
        String first = store.put(PICTURE).await();
        String second = store.put(Buffer.buffer("another")).await();
        store.get(first).await();

        // When
        store.put(Buffer.buffer("a third")).await();

        // Then
        assertThat(store.get(first).await()).isEqualTo(PICTURE);
        assertThatThrownBy(() -> store.get(second).await()).isInstanceOf(UnknownPicture.class);
        assertThat(folder.resolve(second)).doesNotExist();
    }

    @Test
    void whatACrashLeftHalfWrittenIsRemoved() throws IOException {
        // Given
        Path half = Files.writeString(folder.resolve(".writing-1"), "half");

        // When
        open(100);

        // Then
        assertThat(half).doesNotExist();
    }

    @Test
    void samplesAreThereAndAreNotStored() throws IOException {
        // Given
        Path sample = Files.writeString(folder.resolve("sample.jpg"), "sample");
        ImageStore store = ImageStore.open(vertx, folder.resolve("images"), List.of(sample), 100)
                .await();

        // When
        String id = store.put(Buffer.buffer("sample")).await();

        // Then
        assertThat(id).isEqualTo(store.sampleId("sample.jpg"));
        assertThat(folder.resolve("images")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../pom.xml", "0000", "ABC"})
    void whatIsNoIdIsNoPicture(String id) {
        assertThatThrownBy(() -> open(100).get(id).await()).isInstanceOf(UnknownPicture.class);
    }

    private ImageStore open(long limit) {
        return ImageStore.open(vertx, folder, List.of(), limit).await();
    }
}
