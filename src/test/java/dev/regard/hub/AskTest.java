package dev.regard.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskTest {

    private static final HubSettings SETTINGS =
            new HubSettings(URI.create("https://hub.example"), "secret", null, HubSettings.MOST_BYTES);

    @ParameterizedTest
    @CsvSource({
        "/elsewhere?a=b%2Fc, https://hub.example/elsewhere?a=b%2Fc, true",
        "https://hub.example:443/elsewhere, https://hub.example:443/elsewhere, true",
        "https://storage.example/x?s=%2B, https://storage.example/x?s=%2B, false",
        "https://hub.example:8443/x, https://hub.example:8443/x, false"
    })
    void theTokenGoesOnlyWhereItCameFrom(String location, String target, boolean isTold) {
        // When
        Ask next = first("https://hub.example/acme").redirected(location);

        // Then
        assertThat(next.address()).hasToString(target);
        assertThat(next.allHeaders().contains("Authorization")).isEqualTo(isTold);
    }

    @Test
    void theTokenDoesNotComeBackOnTheWayHome() {
        // When
        Ask home = first("https://hub.example/acme")
                .redirected("https://storage.example/x")
                .redirected("https://hub.example/y");

        // Then
        assertThat(home.allHeaders().contains("Authorization")).isFalse();
    }

    @Test
    void nobodyElseIsGivenTheTokenToBeginWith() {
        assertThat(first("https://media.example/x").allHeaders().contains("Authorization"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hub.example/x", "http://storage.example/x", "ftp://storage.example/x", "file:///etc/passwd",
                "https://user:word@storage.example/x", "https:///x", "https://a b/", "mailto:a@b"
            })
    void fromAnEncryptedAddressOnlyToAnother(String location) {
        assertThatThrownBy(() -> first("https://hub.example/acme").redirected(location))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("hub.example sends us on");
    }

    @Test
    void aPlainHubMaySendToPlainStorage() {
        assertThat(first("http://localhost:1/acme")
                        .redirected("http://localhost:2/x")
                        .address())
                .hasToString("http://localhost:2/x");
    }

    private static Ask first(String address) {
        return Ask.first(URI.create(address), MultiMap.caseInsensitiveMultiMap(), SETTINGS);
    }
}
