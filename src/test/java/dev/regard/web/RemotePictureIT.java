package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.TemporaryFolder;
import dev.regard.remote.AddressGuard;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures by their address, through the interface. */
class RemotePictureIT {

    private static final String FORM = "--x\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";

    private static TemporaryFolder data;
    private static PictureHost host;
    private static ServerFixture server;

    @BeforeAll
    static void start() {
        data = TemporaryFolder.create();
        host = new PictureHost();
        server = ServerFixture.withEngine(data.path(), host.guard());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        host.close();
        data.close();
    }

    @Test
    void aPictureIsStoredLikeOneThatIsSent() throws IOException {
        // When
        HttpResponse<String> stored = add(server, host.address("/pets/breakfast.jpg"));
        HttpResponse<String> sent =
                server.send(server.request("/api/images").POST(BodyPublishers.ofFile(Scenes.file(Scenes.BREAKFAST))));
        // Then
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        assertThat(stored.body()).isEqualTo(sent.body());
        String location = stored.headers().firstValue("location").orElseThrow();
        assertThat(server.get(location).statusCode()).isEqualTo(200);
    }

    @Test
    void aPictureIsExplainedAndStored() {
        // When
        HttpResponse<String> explained = server.explain(named(host.address("/pets/breakfast.jpg")));
        HttpResponse<String> ofForm = form(field("url", host.address("/pets/breakfast.jpg")) + field("top", "2"));
        // Then
        assertThat(explained.statusCode()).as(explained.body()).isEqualTo(200);
        JsonObject image = new JsonObject(explained.body()).getJsonObject("image");
        assertThat(server.get("/api/images/" + image.getString("id")).statusCode())
                .isEqualTo(200);
        assertThat(new JsonObject(ofForm.body()).getJsonObject("image")).isEqualTo(image);
        assertThat(new JsonObject(ofForm.body()).getJsonArray("maps")).hasSize(2);
    }

    @Test
    void aPictureIsExplainedOverTheSocket() throws Exception {
        // Given
        LiveClient client = new LiveClient(server);
        // When
        client.text(explain(host.address("/pets/breakfast.jpg")));
        // Then
        JsonObject prediction = client.next();
        assertThat(prediction.getString("type")).as(prediction.encode()).isEqualTo("prediction");
        String id = prediction.getJsonObject("image").getString("id");
        assertThat(client.next().getString("type")).isEqualTo("map");
        assertThat(client.next().getString("type")).isEqualTo("done");
        assertThat(server.get("/api/images/" + id).statusCode()).isEqualTo(200);
        client.close();
    }

    @Test
    void whatIsNoPictureIsNotKept() throws IOException {
        // When
        HttpResponse<String> fetched = add(server, host.address("/text"));
        HttpResponse<String> sent =
                server.send(server.request("/api/images").POST(BodyPublishers.ofString("this is no picture at all")));
        // Then
        assertThat(fetched.statusCode()).isBetween(400, 422).isEqualTo(sent.statusCode());
        assertThat(fetched.body()).isEqualTo(sent.body());
        try (var kept = Files.list(data.path().resolve("images"))) {
            assertThat(kept.filter(file -> file.toFile().length() < 100)).isEmpty();
        }
    }

    @Test
    void whatThisNetworkHoldsIsNotTold() throws Exception {
        // Given an open door, a closed one, and one behind a redirect
        List<String> doors = List.of(
                "http://127.0.0.1:" + server.port + "/health/live",
                "http://localhost:" + server.port + "/api/models",
                "http://[::1]:" + server.port + "/",
                "http://2130706433:" + server.port + "/",
                "http://127.0.0.1:1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://no-such-name.invalid/",
                host.address("/to?where=http://127.0.0.1:" + server.port + "/health/live"),
                host.address("/to?where=file:///etc/passwd"));
        // When
        Set<String> told = doors.stream()
                .flatMap(door -> Stream.of(add(server, door), server.explain(named(door)), form(field("url", door))))
                .map(answer -> answer.statusCode() + answer.body())
                .collect(Collectors.toSet());
        // Then
        assertThat(told).singleElement().asString().startsWith("422").contains("It has to lead to a public server");
        // When
        LiveClient client = new LiveClient(server);
        client.text(explain(doors.getFirst()));
        // Then
        assertThat(told.iterator().next()).contains(client.next().getString("detail"));
        client.close();
    }

    @Test
    void aPictureThatIsMissingThereIsSaidToBe() {
        assertThat(add(server, host.address("/pets/cat.jpg")).body()).contains("status 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "{}", "{\"url\": 7}", "{\"url\": \"ftp://x/\"}", "{\"url\": \"http://x/\", \"id\": 1}"
            })
    void aBodyThatHoldsNoAddressIsRefused(String body) {
        assertThat(post(server, "/api/images", "application/json", body).statusCode())
                .isEqualTo(400);
    }

    @Test
    void onePictureAndNoMore() {
        // Given
        String url = host.address("/pets/breakfast.jpg");
        JsonObject two = new JsonObject().put("image", server.sampleId()).put("url", url);
        // Then
        assertThat(server.explain(two.encode()).statusCode()).isEqualTo(400);
        assertThat(form(field("url", url) + FORM.formatted("image", "; filename=\"a.jpg\"", "bytes"))
                        .body())
                .contains("more than one picture");
        assertThat(server.explain("{}").body()).contains("'url'");
        assertThat(server.get("/api/models/toybox/cost?url=http://x/").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whereItIsOffNothingIsFetchedNorOffered(@TempDir java.nio.file.Path folder) throws Exception {
        try (ServerFixture closed = ServerFixture.withEngine(folder, (AddressGuard) null)) {
            assertThat(add(closed, host.address("/pets/breakfast.jpg")).statusCode())
                    .isEqualTo(403);
            assertThat(closed.explain(named(host.address("/pets/breakfast.jpg")))
                            .body())
                    .contains("REGARD_URLS is off");
            assertThat(button(closed)).contains(" hidden");
            assertThat(button(server)).isNotEmpty().doesNotContain(" hidden");
        }
    }

    private static String button(ServerFixture server) {
        return server.get("/")
                .body()
                .lines()
                .filter(line -> line.contains("address-button"))
                .collect(Collectors.joining());
    }

    private static String named(String url) {
        return new JsonObject().put("url", url).encode();
    }

    private static String explain(String url) {
        return new JsonObject()
                .put("id", 1)
                .put("type", "explain")
                .put("url", url)
                .encode();
    }

    private static HttpResponse<String> add(ServerFixture server, String url) {
        return post(server, "/api/images", "application/json", named(url));
    }

    private static HttpResponse<String> form(String parts) {
        return post(server, "/api/explanations", "multipart/form-data; boundary=x", parts + "--x--\r\n");
    }

    private static String field(String name, String value) {
        return FORM.formatted(name, "", value);
    }

    private static HttpResponse<String> post(ServerFixture server, String path, String type, String body) {
        return server.send(server.request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }
}
