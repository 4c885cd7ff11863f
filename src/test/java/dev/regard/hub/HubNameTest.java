package dev.regard.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubNameTest {

    private static final URI MIRROR = URI.create("https://mirror.example/hf");

    @ParameterizedTest
    @CsvSource({
        "microsoft/resnet-50, microsoft, resnet-50, main",
        "' microsoft/resnet-50 ', microsoft, resnet-50, main",
        "Xenova/vit.base_1@v1.0, Xenova, vit.base_1, v1.0",
        "acme/net@refs/pr/3, acme, net, refs/pr/3",
        "https://huggingface.co/acme/net, acme, net, main",
        "https://huggingface.co/acme/net/, acme, net, main",
        "https://huggingface.co/acme/net?library=onnx#files, acme, net, main",
        "huggingface.co/acme/net/tree/dev, acme, net, dev",
        "https://hf.co/acme/net/blob/main/onnx/model.onnx, acme, net, main",
        "https://huggingface.co/acme/net/tree/refs/pr/3/onnx, acme, net, refs/pr/3",
        "https://mirror.example/hf/acme/net/tree/dev, acme, net, dev"
    })
    void aNameOrAPageIsRead(String text, String organization, String name, String revision) {
        assertThat(HubName.parse(text, MIRROR)).isEqualTo(new HubName(organization, name, revision));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "net",
                "acme/",
                "/net",
                "acme/net/other",
                "acme/../net",
                "acme/ne t",
                "acme/net@",
                "acme/net@../../x",
                "-acme/net",
                "acme/n--t",
                "acme/net@a..b",
                "https://github.com/onnx/models",
                "acme/né",
                "a\u0000b/c",
                "https://huggingface.co/datasets/acme/net",
                "acme/net?x=1"
            })
    void anythingElseIsRefusedBySayingWhatIsTaken(String text) {
        assertThatThrownBy(() -> HubName.parse(text, MIRROR))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("organization/name@revision");
    }

    @Test
    void addressesAreEncoded() {
        // Given
        HubName name = new HubName("acme", "net", "refs/pr/3");

        // Then
        assertThat(name.listing(MIRROR))
                .hasToString("https://mirror.example/hf/api/models/acme/net/revision/refs%2Fpr%2F3?blobs=true");
        assertThat(name.file(MIRROR, "c0ffee", "onnx/a b#c?.onnx"))
                .hasToString("https://mirror.example/hf/acme/net/resolve/c0ffee/onnx/a%20b%23c%3F.onnx");
    }
}
