package dev.regard.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.remote.FetchException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://example.org, false, example.org, 80, /",
        "'  https://example.org/dog.jpg\n', true, example.org, 443, /dog.jpg",
        "HTTPS://Example.ORG:8443/Dog.JPG, true, example.org, 8443, /Dog.JPG",
        "http://example.org./a, false, example.org, 80, /a",
        "https://cdn_1.example.org/a?sig=a%2Fb%3D%2B&x=%20#part, true, cdn_1.example.org, 443, /a?sig=a%2Fb%3D%2B&x=%20",
        "https://example.org/Äpfel.jpg?q=ö, true, example.org, 443, /%C3%84pfel.jpg?q=%C3%B6",
        "http://8.8.8.8/a, false, 8.8.8.8, 80, /a",
        "'https://[2606:4700::1111]/a', true, '[2606:4700::1111]', 443, /a",
        "http://xn--mller-kva.example/a, false, xn--mller-kva.example, 80, /a"
    })
    void readsAnAddressOnTheWeb(String text, boolean isSecure, String host, int port, String target) {
        assertThat(PictureAddress.parse(text)).isEqualTo(new PictureAddress(isSecure, host, port, target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dog.jpg",
                "//example.org/dog.jpg",
                "/etc/passwd",
                "file:///etc/passwd",
                "file://localhost/etc/passwd",
                "ftp://example.org/dog.jpg",
                "gopher://example.org/",
                "dict://example.org/",
                "ws://example.org/",
                "jar:http://example.org/a!/b",
                "data:image/png;base64,AAAA",
                "javascript:alert(1)",
                "http:",
                "http://",
                "http:///dog.jpg",
                "http:example.org",
                "http:/example.org",
                "http://:80/",
                "http://example.org:/",
                "http://example.org:x/",
                "http://example.org:123456/",
                "http://user@example.org/",
                "http://user:word@example.org/",
                "http://example.org@127.0.0.1/",
                "http://example.org:80@127.0.0.1/",
                "http://127.0.0.1\\@example.org/",
                "http:\\\\127.0.0.1\\",
                "http://example.org\\.127.0.0.1/",
                "http://exam ple.org/",
                "http://example.org/a dog.jpg",
                "http://example.org/\r\nHost: inner",
                "http://example.org/\u0000",
                "http://example.org\t/",
                "http://127%2e0%2e0%2e1/",
                "http://%31%32%37.0.0.1/",
                "http://[fe80::1%25eth0]/",
                "http://[fe80::1%eth0]/",
                "http://[::1/",
                "http://::1/",
                "http://[v1.x]/",
                "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/",
                "http://127\u30020\u30020\u30021/",
                "http://\u0661\u0662\u0667.0.0.1/",
                "http://m\u00fcller.example/",
                "http://ex\u00adample.org/",
                "http://exa\u200bmple.org/"
            })
    void whatIsNoneSaysSo(String text) {
        assertThatThrownBy(() -> PictureAddress.parse(text))
                .isInstanceOfSatisfying(
                        FetchException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.INVALID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://0X7F.0.0.1/",
                "http://0x7f.0x0.0x0.0x1/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://0177.0.0.01/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.1.5/",
                "http://00000127.0.0.1/",
                "http://127.0.0.08/",
                "http://0/",
                "http://0x/",
                "http://999999999999/",
                "http://1.2.3/",
                "http://example.0x7f/",
                "http://example..org/",
                "http://example.org../",
                "http://.example.org/",
                "http://./"
            })
    void aNumberInDisguiseLeadsNowhere(String text) {
        assertThatThrownBy(() -> PictureAddress.parse(text))
                .isInstanceOfSatisfying(
                        FetchException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE));
    }

    @ParameterizedTest
    @CsvSource({
        "/b.jpg, http://example.org/b.jpg",
        "b.jpg?x=%2F, http://example.org/pictures/b.jpg?x=%2F",
        "//cdn.example.org/b.jpg, http://cdn.example.org/b.jpg",
        "https://cdn.example.org/b.jpg, https://cdn.example.org/b.jpg"
    })
    void aRedirectMayBeRelative(String location, String target) {
        assertThat(PictureAddress.parse("http://example.org/pictures/a.jpg").redirected(location))
                .isEqualTo(PictureAddress.parse(target));
    }

    @Test
    void anAddressInDigitsNeedsNoLookingUp() {
        assertThat(PictureAddress.parse("http://[::ffff:127.0.0.1]/").literal()).hasToString("/127.0.0.1");
        assertThat(PictureAddress.parse("http://8.8.8.8./").literal()).hasToString("/8.8.8.8");
        assertThat(PictureAddress.parse("http://example.org/").literal()).isNull();
    }

    @Test
    void noAddressIsEndless() {
        assertThatThrownBy(() -> PictureAddress.parse("http://example.org/" + "a".repeat(5000)))
                .isInstanceOf(FetchException.class);
    }
}
