package dev.regard.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The certificate is looked at for the name, though the connection goes to an address in digits. */
class CertificateTest {

    private static final FetchLimits LIMITS = new FetchLimits(1000, Duration.ofSeconds(20), 2);

    private static SelfSignedCertificate certificate;
    private static PictureServers servers;

    @BeforeAll
    static void start() {
        certificate = SelfSignedCertificate.create("pictures.example");
        servers = new PictureServers(
                new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate.keyCertOptions()));
    }

    @AfterAll
    static void stop() {
        servers.close();
        certificate.delete();
    }

    @BeforeEach
    void lead() {
        servers.forget();
        servers.resolveTo(PictureServers.OUTER);
    }

    @Test
    void theServerThatTheNameBelongsToIsBelieved() {
        // When
        assertThat(believing().fetch(address("pictures.example")).await()).isEqualTo(PictureServers.PICTURE);
        // Then
        assertThat(servers.asked.element().connection().indicatedServerName()).isEqualTo("pictures.example");
    }

    @Test
    void oneThatBelongsToAnotherNameIsNot() {
        assertUnreachable(believing(), "other.example");
    }

    @Test
    void oneThatNobodyVouchesForIsNot() {
        assertUnreachable(new PictureFetch(servers.vertx, servers, servers::isPublic, LIMITS), "pictures.example");
    }

    private static PictureFetch believing() {
        WebClientOptions trust = new WebClientOptions().setTrustOptions(certificate.trustOptions());
        return new PictureFetch(servers.vertx, servers, servers::isPublic, LIMITS, trust);
    }

    private static void assertUnreachable(PictureFetch fetch, String host) {
        assertThatThrownBy(() -> fetch.fetch(address(host)).await())
                .hasMessage(FetchException.unreachable().getMessage());
        assertThat(servers.asked).isEmpty();
    }

    private static String address(String host) {
        return "https://%s:%d/dog.jpg".formatted(host, servers.port());
    }
}
