package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.multipart.MultipartForm;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Many clients at once; for how long says the system property {@code endurance.seconds}. */
@ExtendWith(VertxExtension.class)
class EnduranceIT {

    private static final int CLIENTS = 64;
    private static final Duration LASTING = Duration.ofSeconds(Integer.getInteger("endurance.seconds", 5));

    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

    @TempDir
    Path folder;

    @Test
    void manyClientsGetAnswersOrAreToldWhenToComeBackAndTheEventLoopIsNeverBlocked(Vertx vertx) throws Exception {
        // Given
        ListAppender<ILoggingEvent> warnings = listenTo("io.vertx.core.impl.BlockedThreadChecker");
        try (ServerFixture server = ServerFixture.withEngine(folder)) {
            WebClient client = WebClient.create(
                    vertx,
                    new WebClientOptions().setDefaultPort(server.port).setDefaultHost("127.0.0.1"),
                    new PoolOptions().setHttp1MaxSize(CLIENTS));
            Instant end = Instant.now().plus(LASTING);
            // When
            List<Future<Void>> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(number -> askAgainAndAgain(client, end))
                    .toList();
            Future.all(clients).await();
        }
        // Then
        System.out.println("answers by status: " + statuses);
        assertThat(statuses.keySet()).contains(200).isSubsetOf(200, 503);
        assertThat(warnings.list).isEmpty();
    }

    private Future<Void> askAgainAndAgain(WebClient client, Instant end) {
        if (Instant.now().isAfter(end)) {
            return Future.succeededFuture();
        }
        MultipartForm form = MultipartForm.create()
                .attribute("classes", "all")
                .binaryFileUpload("image", "picture.jpg", ServerFixture.DOG_AND_CAT.toString(), "image/jpeg");
        return client.post("/api/explanations").sendMultipartForm(form).compose(response -> {
            note(response);
            return askAgainAndAgain(client, end);
        });
    }

    private void note(HttpResponse<Buffer> response) {
        statuses.merge(response.statusCode(), 1, Integer::sum);
        if (response.statusCode() == 503) {
            assertThat(response.getHeader("Retry-After")).isNotNull();
        }
    }

    private static ListAppender<ILoggingEvent> listenTo(String name) {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(name)).addAppender(appender);
        return appender;
    }
}
