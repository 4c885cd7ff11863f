package dev.regard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {

    @TempDir
    Path folder;

    @Test
    void defaultsServeThisMachineOnly() {
        // When
        RegardConfig config = ConfigLoader.load(Map.of()).config();

        // Then
        assertThat(config)
                .isEqualTo(new RegardConfig(
                        "127.0.0.1",
                        8080,
                        "",
                        java.util.List.of(),
                        Path.of("data"),
                        "auto",
                        null,
                        64,
                        8,
                        4,
                        false,
                        true,
                        0,
                        java.util.List.of(),
                        1L << 30,
                        4L << 30,
                        new RegardConfig.Links(3650, 2L << 30),
                        new RegardConfig.Hub("https://huggingface.co", null, null)));
    }

    @Test
    void theEnvironmentGoesBeforeTheFileAndTheFileBeforeDefaults() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("regard.properties"), "REGARD_PORT=81\nREGARD_QUEUE=7\n");

        // When
        RegardConfig config = ConfigLoader.load(Map.of("REGARD_CONFIG", file.toString(), "REGARD_PORT", "82"))
                .config();

        // Then
        assertThat(config.port()).isEqualTo(82);
        assertThat(config.queue()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "REGARD_PORT, 99999",
        "REGARD_PORT, http",
        "REGARD_QUEUE, -1",
        "REGARD_LONG_RUNS, 0",
        "REGARD_CLIENT_LONG_RUNS, 1001",
        "REGARD_PROXY, yes",
        "REGARD_URLS, on",
        "REGARD_RATE, often",
        "REGARD_RATE, -1",
        "REGARD_CORS, example.org",
        "REGARD_CORS, https://example.org/page",
        "REGARD_DEVICE, gpu",
        "REGARD_DATA_LIMIT, 1M",
        "REGARD_DATA_LIMIT, much",
        "REGARD_MODEL_LIMIT, 1K",
        "REGARD_LINK_DAYS, 0",
        "REGARD_LINK_LIMIT, 1M",
        "REGARD_HUB, ftp://hub",
        "REGARD_HUB_PROXY, proxy",
        "REGARD_MODELS, /not/there",
        "REGARD_HOST, a b",
        "REGARD_CONFIG, /not/there"
    })
    void aWrongValueIsNamedWithItsSetting(String setting, String given) {
        assertThatThrownBy(() -> ConfigLoader.load(Map.of(setting, given)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(setting + " is '")
                .hasMessageContaining(" but must be ");
    }

    @ParameterizedTest
    @CsvSource({"/,''", "regard,/regard", "/regard/,/regard", "/tools/regard.v2/,/tools/regard.v2"})
    void aPathIsTakenWithOrWithoutSlashesAroundIt(String given, String expected) {
        assertThat(ConfigLoader.load(Map.of("REGARD_BASE", given)).config().base())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "/a//b", "/../etc", "/a b", "/a?b", "http://example.org/regard"})
    void whatIsNoPathIsRefused(String given) {
        assertThatThrownBy(() -> ConfigLoader.load(Map.of("REGARD_BASE", given)))
                .hasMessageContaining("REGARD_BASE")
                .hasMessageContaining("a path such as /regard/");
    }

    @Test
    void aShortTokenIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> ConfigLoader.load(Map.of("REGARD_ADMIN_TOKEN", "secret")))
                .hasMessageContaining("REGARD_ADMIN_TOKEN")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theTokenIsNeverPrinted() {
        // When
        RegardConfig config = ConfigLoader.load(Map.of("REGARD_ADMIN_TOKEN", "0123456789abcdef"))
                .config();

        // Then
        assertThat(config.toString()).doesNotContain("0123456789abcdef").contains("admin token set");
    }

    @Test
    void unknownNamesAreWarnedAbout() {
        assertThat(ConfigLoader.load(Map.of("REGARD_PROT", "1", "PATH", "x")).warnings())
                .singleElement()
                .asString()
                .contains("REGARD_PROT");
    }
}
