package dev.regard.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.regard.remote.FetchException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFetchTest {

    private static final FetchLimits LIMITS = new FetchLimits(1000, Duration.ofSeconds(20), 2);
    private static final FetchLimits HASTY = new FetchLimits(1000, Duration.ofMillis(700), 2);
    private static final String NO_WORD_OF_IT =
            String.valueOf(FetchException.unreachable().getMessage());

    @AutoClose
    private static PictureServers servers;

    private final PictureFetch fetch = fetch(LIMITS);

    private static PictureFetch fetch(FetchLimits limits) {
        return new PictureFetch(servers.vertx, servers, servers::isPublic, limits);
    }

    @BeforeAll
    static void start() {
        servers = new PictureServers(new HttpServerOptions());
    }

    @BeforeEach
    void forget() {
        servers.forget();
    }

    @AfterEach
    void theInnerServerWasLeftInPeace() {
        assertThat(servers.disturbed).hasValue(0);
    }

    @Test
    void aPictureIsFetchedByItsName() {
        // Given
        servers.resolveTo(PictureServers.OUTER);
        // When
        Buffer picture =
                fetch.fetch(servers.address("/dog.jpg?sig=a%2Fb%3D%2B&x=%20")).await();
        // Then
        assertThat(picture).isEqualTo(PictureServers.PICTURE);
        HttpServerRequest request = servers.asked.element();
        assertThat(request.authority()).hasToString("pictures.example:" + servers.port());
        assertThat(request.query()).isEqualTo("sig=a%2Fb%3D%2B&x=%20");
        assertThat(request.headers().names())
                .containsExactlyInAnyOrder("accept", "accept-encoding", "connection", "host", "user-agent");
        assertThat(request.getHeader("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void redirectsLeadToIt() {
        // Given
        servers.resolveTo(PictureServers.OUTER).resolveTo(PictureServers.OUTER).resolveTo(PictureServers.OUTER);
        // When
        Future<Buffer> picture = fetch.fetch(redirect(redirect("/pieces")));
        // Then
        assertThat(picture.await().length()).isEqualTo(2 * PictureServers.PICTURE.length());
        assertThat(servers.asked).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("dev.regard.remote.HostileAddresses#all")
    void aHostileAddressIsRefused(String address) {
        // Given
        servers.resolveTo(HostileAddresses.behind(address));
        // Then
        assertUnreachable(fetch.fetch(withPort(address)));
        assertThat(servers.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.regard.remote.HostileAddresses#all")
    void aHostileAddressBehindRedirectsIsRefused(String address) {
        // Given
        servers.resolveTo(PictureServers.OUTER)
                .resolveTo(PictureServers.OUTER)
                .resolveTo(HostileAddresses.behind(address));
        // Then
        assertUnreachable(fetch.fetch(redirect(servers.address(redirectTarget(withPort(address))))));
        assertThat(servers.asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://pictures.example/",
                "data:image/png;base64,AAAA",
                "javascript:1",
                "gopher://x/",
                "http://user@pictures.example/",
                "http://",
                "//",
                "http://a b/",
                "http:\\\\x",
                "http://[fe80::1%25lo]/"
            })
    void aRedirectThatLeavesTheWebIsRefused(String location) {
        // Given
        servers.resolveTo(PictureServers.OUTER);
        // Then
        assertUnreachable(fetch.fetch(redirect(location)));
        assertThat(servers.asked).hasSize(1);
    }

    @Test
    void aNameThatLeadsElsewhereAMomentLaterIsNotAskedAgain() {
        // Given
        servers.resolveTo(PictureServers.OUTER).resolveTo(PictureServers.INNER);
        // When
        Buffer picture = fetch.fetch(servers.address("/dog.jpg")).await();
        // Then
        assertThat(picture).isEqualTo(PictureServers.PICTURE);
        assertThat(servers.resolved).hasValue(1);
    }

    @Test
    void aNameThatTurnsInwardsBetweenTwoRedirectsIsRefused() {
        // Given
        servers.resolveTo(PictureServers.OUTER).resolveTo(PictureServers.INNER);
        // Then
        assertUnreachable(fetch.fetch(redirect("/dog.jpg")));
        assertThat(servers.resolved).hasValue(2);
        assertThat(servers.asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.2", "127.0.0.2,127.0.0.1", "127.0.0.1,::1", "8.8.8.8,10.0.0.1"})
    void aNameThatAlsoLeadsInwardsIsRefused(String one, String other) {
        // Given
        servers.resolveTo(one, other);
        // Then
        assertUnreachable(fetch.fetch(servers.address("/dog.jpg")));
        assertThat(servers.asked).isEmpty();
    }

    @Test
    void whereOneServerOfANameIsDownTheNextIsAsked() {
        // Given
        PictureFetch trusting = new PictureFetch(servers.vertx, servers, (address, port) -> true, LIMITS);
        servers.resolveTo("127.0.0.3", PictureServers.OUTER);
        // Then
        assertThat(trusting.fetch(servers.address("/dog.jpg")).await()).isEqualTo(PictureServers.PICTURE);
    }

    @Test
    void anOpenDoorAndAClosedOneLookTheSame() {
        // Then
        assertUnreachable(fetch.fetch("http://127.0.0.2:" + servers.port() + "/"));
        assertUnreachable(fetch.fetch("http://127.0.0.3:" + servers.port() + "/"));
        assertUnreachable(fetch.fetch("http://nobody.example/"));
        assertUnreachable(fetch.fetch(closed()));
    }

    /** Allowed, but nobody is there. */
    private static String closed() {
        servers.resolveTo(PictureServers.OUTER);
        return "https://pictures.example:%d/dog.jpg".formatted(servers.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loop", "/nowhere", "/short"})
    void whatLeadsNowhereIsGivenUp(String target) {
        // Given
        for (int i = 0; i < 9; i++) {
            servers.resolveTo(PictureServers.OUTER);
        }
        // Then
        assertUnreachable(fetch.fetch(servers.address(target)));
        assertThat(servers.asked).hasSizeLessThanOrEqualTo(1 + FetchLimits.MOST_REDIRECTS);
    }

    @Test
    void aServerThatHasNoPictureSaysSo() {
        // Given
        servers.resolveTo(PictureServers.OUTER);
        // Then
        assertFails(fetch.fetch(servers.address("/cat.jpg")), Kind.REFUSED, "status 404");
    }

    @Test
    void anEndlessPictureIsCutOff() {
        // Given
        PictureFetch small = fetch(new FetchLimits(3, Duration.ofSeconds(20), 1));
        servers.resolveTo(PictureServers.OUTER);
        // When
        Future<Buffer> picture = small.fetch(servers.address("/endless"));
        // Then
        assertFails(picture, Kind.TOO_LARGE, "larger than 3 bytes");
        awaitGoneFrom(servers.asked.element());
    }

    @Test
    void aPictureThatIsAnnouncedToBeTooLargeIsToo() {
        // Given
        PictureFetch small = fetch(new FetchLimits(19, Duration.ofSeconds(20), 1));
        servers.resolveTo(PictureServers.OUTER).resolveTo(PictureServers.OUTER);
        // Then
        assertFails(small.fetch(servers.address("/dog.jpg")), Kind.TOO_LARGE, "larger than 19 bytes");
        assertFails(small.fetch(servers.address("/pieces")), Kind.TOO_LARGE, "larger than 19 bytes");
    }

    @Test
    void whatIsPackedStaysPacked() {
        // Given
        servers.resolveTo(PictureServers.OUTER);
        // Then
        assertThat(fetch.fetch(servers.address("/packed")).await()).hasToString("packed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/silent", "/endless"})
    void whoTakesTooLongIsGivenUp(String target) {
        // Given
        servers.resolveTo(PictureServers.OUTER);
        // When
        Future<Buffer> picture = fetch(HASTY).fetch(servers.address(target));
        // Then
        assertUnreachable(picture);
        awaitGoneFrom(servers.asked.element());
    }

    @Test
    void oneTimeIsForAllRedirectsTogether() {
        // Given
        servers.resolveTo(PictureServers.OUTER).resolveTo(PictureServers.OUTER);
        // Then
        assertUnreachable(fetch(HASTY).fetch(redirect("/silent")));
    }

    @Test
    void soManyAtOnceAndNoMore() {
        // Given
        Promise<List<InetAddress>> slow = Promise.promise();
        PictureFetch waiting = new PictureFetch(servers.vertx, host -> slow.future(), servers::isPublic, HASTY);
        // When
        Future<Buffer> first = waiting.fetch(servers.address("/dog.jpg"));
        Future<Buffer> second = waiting.fetch(servers.address("/dog.jpg"));
        // Then a resolver that does not answer keeps its place, also when nobody waits any more
        assertUnreachable(first);
        assertUnreachable(second);
        assertFails(waiting.fetch(servers.address("/dog.jpg")), Kind.BUSY, "Try again");
        // When
        slow.fail("nobody knows");
        // Then
        assertUnreachable(waiting.fetch(servers.address("/dog.jpg")));
    }

    @Test
    void whatIsNoAddressIsSaidToBeNone() {
        assertFails(fetch.fetch("file:///etc/passwd"), Kind.INVALID, "begins with http://");
    }

    private static String redirect(String where) {
        return servers.address(redirectTarget(where));
    }

    private static String redirectTarget(String where) {
        return "/to?where=" + URLEncoder.encode(where, StandardCharsets.UTF_8);
    }

    private static String withPort(String address) {
        return address.replaceFirst(" .*", "").replace("{port}", String.valueOf(servers.port()));
    }

    private static void awaitGoneFrom(HttpServerRequest request) {
        await().atMost(Duration.ofSeconds(10)).until(request.response()::closed);
    }

    private static void assertUnreachable(Future<Buffer> picture) {
        assertFails(picture, Kind.UNREACHABLE, NO_WORD_OF_IT);
        assertThat(picture.cause()).hasMessage(NO_WORD_OF_IT);
    }

    private static void assertFails(Future<Buffer> picture, Kind kind, String message) {
        assertThatThrownBy(picture::await)
                .isInstanceOfSatisfying(
                        FetchException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }
}
