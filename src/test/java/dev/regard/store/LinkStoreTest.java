package dev.regard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.store.LinkStore.Made;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkStoreTest {

    private static final Buffer PICTURE = Buffer.buffer("picture");
    private static final Buffer DRAWING = Buffer.buffer("drawing");
    private static final JsonObject ASIDE = new JsonObject().put("millis", 7);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void givesBackWhatWasStoredAlsoAfterAStart() {
        // Given
        String id = put(open(1000), "dog").id();

        // When
        LinkStore store = open(1000);
        JsonObject link = store.get(id).await();

        // Then
        assertThat(link.getJsonObject("content")).isEqualTo(content("dog"));
        assertThat(link.getJsonObject("aside")).isEqualTo(ASIDE);
        assertThat(link.getString("created")).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(link.fieldNames()).doesNotContain("tokens");
        assertThat(store.picture(id).await()).isEqualTo(PICTURE);
        assertThat(store.drawing(id).await()).isEqualTo(DRAWING);
    }

    @Test
    void theSameContentIsOneLinkThatStaysUntilItsLastMakerDeletesIt() {
        // Given
        LinkStore store = open(1000);
        Made first = put(store, "dog");
        Made second = put(store, "dog");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.token()).isNotEqualTo(first.token());

        // When the first deletes it
        store.delete(first.id(), token(first)).await();

        // Then
        assertThat(store.get(first.id()).await()).isNotNull();
        assertThatThrownBy(() -> store.delete(first.id(), token(first)).await()).isInstanceOf(WrongToken.class);

        // When the second does
        store.delete(second.id(), token(second)).await();

        // Then
        assertThatThrownBy(() -> store.get(first.id()).await()).isInstanceOf(UnknownLink.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void noTokenIsKeptInWords() throws IOException {
        // When
        Made made = put(open(1000), "dog");

        // Then
        assertThat(Files.readString(folder.resolve(made.id()).resolve("link.json")))
                .doesNotContain(made.token());
    }

    @Test
    void aLinkThatIsTooOldGoes() {
        // Given
        LinkStore store = open(1000);
        String id = put(store, "dog").id();

        // When
        now = now.plus(Duration.ofDays(31));

        // Then
        assertThatThrownBy(() -> store.get(id).await()).isInstanceOf(UnknownLink.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatWasOpenedLeastRecentlyMakesRoomAlsoAfterAStart() {
        // Given
        LinkStore store = open(400);
        String first = put(store, "dog").id();
        now = now.plusSeconds(60);
        String second = put(store, "cat").id();
        now = now.plusSeconds(60);
        store.get(first).await();

        // When
        LinkStore again = open(400);
        String third = put(again, "horse").id();

        // Then
        assertThat(again.get(first).await()).isNotNull();
        assertThat(again.get(third).await()).isNotNull();
        assertThatThrownBy(() -> again.get(second).await()).isInstanceOf(UnknownLink.class);
    }

    @Test
    void whatWasHalfWrittenWhenTheServerDiedGoesAtTheStart() throws IOException {
        // Given
        Path half = Files.createDirectory(folder.resolve(".writing-1"));
        Files.writeString(half.resolve("picture"), "half");

        // When
        open(1000);

        // Then
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsNoIdLeadsNowhere() {
        LinkStore store = open(1000);
        for (String id :
                new String[] {"", "..", "../../etc/passwd", "a".repeat(22) + "/..", "%2e%2e", "A".repeat(22)}) {
            assertThatThrownBy(() -> store.get(id).await()).as(id).isInstanceOf(UnknownLink.class);
            assertThatThrownBy(() -> store.picture(id).await()).as(id).isInstanceOf(UnknownLink.class);
            assertThatThrownBy(() -> store.delete(id, "token").await()).as(id).isInstanceOf(UnknownLink.class);
        }
    }

    private LinkStore open(long limit) {
        return LinkStore.open(vertx, folder, limit, Duration.ofDays(30), () -> now)
                .await();
    }

    private static Made put(LinkStore store, String label) {
        return store.put(content(label), ASIDE, PICTURE, DRAWING).await();
    }

    private static String token(Made made) {
        return Objects.requireNonNull(made.token());
    }

    private static JsonObject content(String label) {
        return new JsonObject().put("label", label);
    }
}
