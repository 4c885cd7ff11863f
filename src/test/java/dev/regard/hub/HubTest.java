package dev.regard.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.regard.hub.HubException.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubTest {

    private static final Buffer SOME = Buffer.buffer("some");

    private final Vertx vertx = Vertx.vertx();
    private FakeHub fake;
    private HubClient client;

    @BeforeEach
    void open() {
        fake = new FakeHub(vertx);
        client = new HubClient(vertx, fake.settings(null), FakeHub.PATIENCE);
    }

    @AfterEach
    void close() {
        client.close().await();
        fake.close();
        vertx.close().await();
    }

    @Test
    void aPlanHasTheModelAndWhatDescribesIt() {
        // Given
        fake.holdsLarge("onnx/model.onnx", SOME)
                .holdsLarge("onnx/model.onnx_data", SOME)
                .holdsLarge("onnx/model_fp16.onnx", SOME)
                .holdsLarge("pytorch_model.bin", SOME)
                .holdsSmall("config.json", SOME)
                .holdsSmall("onnx/preprocessor_config.json", SOME)
                .holdsSmall("README.md", SOME)
                .holdsSmall("LICENSE.txt", SOME)
                .holdsSmall(".gitattributes", SOME);

        // When
        HubPlan plan = plan();

        // Then
        assertThat(plan.downloads())
                .extracting(Download::fileName)
                .containsExactly(
                        "model.onnx",
                        "model.onnx_data",
                        "config.json",
                        "preprocessor_config.json",
                        "README.md",
                        "LICENSE.txt");
        assertThat(plan.others()).containsExactly("onnx/model_fp16.onnx");
        assertThat(plan.bytes()).isEqualTo(6 * SOME.length());
        assertThat(plan.downloads())
                .allSatisfy(download -> assertThat(download.checksum()).isNotNull());
    }

    @Test
    void aPlanIsOfOneCommit() {
        // Given
        fake.holdsLarge("model.onnx", SOME);

        // When
        HubPlan plan = plan();

        // Then
        assertThat(plan.downloads().getFirst().addresses())
                .containsExactly(URI.create(fake.address() + "/acme/net/resolve/" + FakeHub.COMMIT + "/model.onnx"));
    }

    @Test
    void anotherFileCanBeAskedForByItsPath() {
        // Given
        fake.holdsLarge("onnx/model.onnx", SOME).holdsLarge("onnx/model_int8.onnx", SOME);

        // When
        HubPlan plan = new Hub(client)
                .plan(new HubName("acme", "net", "main"), "onnx/model_int8.onnx")
                .await();

        // Then
        assertThat(plan.onnx()).isEqualTo("onnx/model_int8.onnx");
        assertThat(plan.others()).containsExactly("onnx/model.onnx");
    }

    @ParameterizedTest
    @CsvSource({
        "a.onnx, b/model.onnx model.onnx onnx/model.onnx, model.onnx",
        "onnx/model.onnx, a.onnx, onnx/model.onnx",
        "only.onnx, config.json, only.onnx",
        "net_int8.onnx, net_full_precision.onnx q4.onnx, net_full_precision.onnx",
        "network.onnx, net.onnx net_quantized.onnx, net.onnx",
        "net-fp16.onnx, net_uint8.onnx, net-fp16.onnx"
    })
    void theFileThatOneMeansIsChosen(String one, String others, String chosen) {
        // Given
        fake.holdsLarge(one, SOME);
        for (String other : others.split(" ")) {
            fake.holdsLarge(other, SOME);
        }

        // When
        HubPlan plan = plan();

        // Then
        assertThat(plan.onnx()).isEqualTo(chosen);
    }

    @Test
    void theLicenceAndTheGateAreShown() {
        // Given
        fake.holdsLarge("model.onnx", SOME)
                .says("gated", "manual")
                .says("cardData", new JsonObject().put("license", "other").put("license_name", "acme-1"));

        // When
        HubPlan plan = plan();

        // Then
        assertThat(plan.licence()).isEqualTo("acme-1");
        assertThat(plan.isGated()).isTrue();
    }

    @Test
    void aLicenceIsAlsoFoundAmongTheTags() {
        // Given
        fake.holdsLarge("model.onnx", SOME).says("tags", JsonArray.of("onnx", "license:mit"));

        // When
        HubPlan plan = plan();

        // Then
        assertThat(plan.licence()).isEqualTo("mit");
    }

    @Test
    void aModelWithoutOnnxIsRefused() {
        // Given
        fake.holdsLarge("pytorch_model.bin", SOME);

        // Then
        assertThat(failure("acme/net")).hasMessageContaining("acme/net holds no ONNX file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model.onnx", "onnx/../../model.onnx", "/etc/model.onnx", "a\\model.onnx", "a//b.onnx"})
    void aListThatClimbsIsRefused(String path) {
        // Given
        fake.holdsLarge("model.onnx", SOME).holdsLarge(path, SOME);

        // Then
        assertThat(failure("acme/net").kind()).isEqualTo(Kind.INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "401, RepoNotFound, REFUSED, it does not exist",
        "403, GatedRepo, REFUSED, accept its terms",
        "404, RevisionNotFound, NOT_FOUND, no such revision",
        "404, , NOT_FOUND, does not have acme/net",
        "429, , UNREACHABLE, patience",
        "500, , UNREACHABLE, not up to it"
    })
    void aBadAnswerIsSaidPlainly(int status, @Nullable String code, Kind kind, String said) {
        // Given
        fake.answers(Misbehaviour.status(status, code == null ? Map.of() : Map.of("X-Error-Code", code)));

        // When
        HubException failure = failure("acme/net");

        // Then
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "[]", "", "{\"sha\": \"0123456789abcdef0123456789abcdef01234567\"}"})
    void whatIsNoListIsRefused(String answer) {
        // Given
        fake.answers(Misbehaviour.gives(FakeHub.text(answer)));

        // Then
        assertThat(failure("acme/net")).hasMessageContaining("Is the address right?");
    }

    @Test
    void aHubThatIsNotThereIsSaidSo() {
        // Given
        fake.close();

        // When
        HubException failure = failure("acme/net");

        // Then
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.isWorthRetrying()).isTrue();
    }

    @Test
    void aProxyIsAskedInstead() {
        // Given
        fake.holdsLarge("model.onnx", SOME);
        URI far = URI.create("http://hub.invalid");
        HubClient behindProxy =
                new HubClient(vertx, new HubSettings(far, "secret", fake.address(), 1000), FakeHub.PATIENCE);

        // When
        HubPlan plan = new Hub(behindProxy).plan("acme/net").await();

        // Then
        assertThat(plan.commit()).isEqualTo(FakeHub.COMMIT);
        assertThat(fake.askedOfHub)
                .singleElement()
                .extracting(FakeHub.Asked::uri)
                .isEqualTo("http://hub.invalid/api/models/acme/net/revision/main?blobs=true");
    }

    @Test
    void noNameIsAskedAbout() {
        assertThat(failure("../../etc").kind()).isEqualTo(Kind.INVALID);
        assertThat(fake.askedOfHub).isEmpty();
    }

    private HubPlan plan() {
        return new Hub(client).plan("acme/net").await();
    }

    private HubException failure(String text) {
        return catchThrowableOfType(
                HubException.class, () -> new Hub(client).plan(text).await());
    }
}
