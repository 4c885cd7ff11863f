package dev.regard.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubSettingsTest {

    @Test
    void secretsAreNotShown() {
        // Given
        URI proxy = URI.create("http://user:password@proxy:3128");

        // When
        String shown = new HubSettings(URI.create("https://mirror.example/hf/"), "hf_secret", proxy, 1).toString();

        // Then
        assertThat(shown).contains("https://mirror.example/hf,", "proxy:3128").doesNotContain("hf_secret", "password");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://hub.example, , , 1",
        "hub.example, , , 1",
        "https://hub.example?x=1, , , 1",
        "https://user@hub.example, , , 1",
        "https://hub.example, two words, , 1",
        "https://hub.example, , https://proxy:1, 1",
        "https://hub.example, , http://proxy, 1",
        "https://hub.example, , , 0"
    })
    void whatMakesNoSenseIsRefused(URI address, @Nullable String token, @Nullable URI proxy, long mostBytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HubSettings(address, token, proxy, mostBytes));
    }
}
