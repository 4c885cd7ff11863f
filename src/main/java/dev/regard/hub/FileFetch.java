package dev.regard.hub;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One file from one address: resumed after a break, checked as a whole. */
final class FileFetch {

    /** A try that brings this much is worth as many others as the first one. */
    private static final long WORTHWHILE = 1 << 20;

    private static final long WORTH_READING = 1 << 16;

    private final HubClient client;
    private final Transfer transfer;
    private final Download download;
    private final URI address;
    private final PartFile part;

    private int failures;
    private long resumedFrom;
    private boolean isBegunAnew;
    private @Nullable String version;

    FileFetch(Vertx vertx, HubClient client, Transfer transfer, Download download, URI address, Path folder) {
        this.client = client;
        this.transfer = transfer;
        this.download = download;
        this.address = address;
        this.part = new PartFile(vertx, folder, download);
    }

    /** Ends when the file is there and right; fails with {@link HubException}. */
    Future<Void> run() {
        return part.isFinished().compose(finished -> finished ? Future.succeededFuture() : attempt());
    }

    private Future<Void> attempt() {
        return transfer.wanted()
                .compose(wanted -> part.resumable())
                .compose(this::fetchFrom)
                .compose(fetched -> finish())
                .recover(this::again);
    }

    private Future<Void> fetchFrom(long position) {
        resumedFrom = position;
        transfer.reached(position);
        if (position == download.bytes() && position > 0) {
            return Future.succeededFuture();
        }
        return part.open(position)
                .compose(file -> client.get(address, range(position), transfer::requested)
                        .compose(response -> take(response, file, position)
                                .onFailure(failure -> response.request().reset()))
                        .eventually(file::close));
    }

    /** {@code If-Range} takes a strong version only: RFC 9110, section 13.1.5. */
    private MultiMap range(long position) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (position > 0) {
            headers.set(HttpHeaderNames.RANGE, "bytes=%d-".formatted(position));
            if (version != null && !version.startsWith("W/")) {
                headers.set(HttpHeaderNames.IF_RANGE, version);
            }
        }
        return headers;
    }

    /** The file is open already, so that no byte waits, and none is lost when the connection breaks early. */
    private Future<Void> take(HttpClientResponse response, AsyncFile file, long position) {
        version = response.getHeader(HttpHeaders.ETAG);
        return switch (response.statusCode()) {
            case 200 -> write(response, file, 0);
            case 206 ->
                ContentRange.of(response).startsAt(position)
                        ? write(response, file, position)
                        : beginAnew("%s goes on at another place than it was asked to.");
            case 416 -> beginAnew("%s does not go on where it broke off.");
            default ->
                Future.failedFuture(Answers.failure(
                        response,
                        download.fileName(),
                        address.getHost(),
                        client.settings().token() != null));
        };
    }

    private Future<Void> write(HttpClientResponse response, AsyncFile file, long position) {
        long announced = position + ContentRange.length(response, download.bytes() - position);
        if (announced != download.bytes()) {
            return head(response)
                    .compose(head ->
                            Future.failedFuture(Impostor.failure(download, address.getHost(), announced, head)));
        }
        Future<Void> ready = position < resumedFrom ? part.empty() : Future.succeededFuture();
        resumedFrom = position;
        PartSink sink = new PartSink(file.setWritePos(position), position, download, transfer::reached);
        return ready.compose(empty -> response.pipeTo(sink)).recover(this::withoutWrongContent);
    }

    /** What was broken off may be gone on with; what was wrong may not. */
    private Future<Void> withoutWrongContent(Throwable failure) {
        boolean isWrong = failure instanceof HubException known && known.kind() == HubException.Kind.WRONG_CONTENT;
        return isWrong ? part.delete().compose(gone -> Future.failedFuture(failure)) : Future.failedFuture(failure);
    }

    /** What is long is not worth reading to learn what it is. */
    private static Future<Buffer> head(HttpClientResponse response) {
        if (ContentRange.length(response, Long.MAX_VALUE) > WORTH_READING) {
            return Future.succeededFuture(Buffer.buffer());
        }
        Future<Buffer> body = response.body();
        response.resume();
        return body;
    }

    private Future<Void> beginAnew(String why) {
        return part.delete()
                .compose(gone -> Future.failedFuture(HubException.unreachable(why.formatted(address.getHost()), null)));
    }

    private Future<Void> finish() {
        return part.size().compose(size -> size < download.bytes() ? tooShort(size) : whole());
    }

    /** Where no length was announced, a break looks like an end. */
    private Future<Void> tooShort(long size) {
        return part.head()
                .compose(head -> Impostor.isOne(head)
                        ? part.delete()
                                .compose(gone ->
                                        Future.failedFuture(Impostor.failure(download, address.getHost(), size, head)))
                        : Future.failedFuture(HubException.unreachable(
                                "%s ends before %s does.".formatted(address.getHost(), download.fileName()), null)));
    }

    private Future<Void> whole() {
        return part.isRight()
                .compose(right -> right ? part.finish() : part.delete().compose(gone -> wrong()));
    }

    /** The beginning may be of another day, or of another source: that is worth one more try, from the first byte on. */
    private Future<Void> wrong() {
        if (resumedFrom > 0 && !isBegunAnew) {
            isBegunAnew = true;
            return attempt();
        }
        return Future.failedFuture(Impostor.wrongChecksum(download, address.getHost()));
    }

    private Future<Void> again(Throwable failure) {
        HubException reason = transfer.reason(HubException.onTheWay(address.getHost(), failure));
        if (!reason.isWorthRetrying() || reason.kind() == HubException.Kind.CANCELLED) {
            return Future.failedFuture(reason);
        }
        return part.resumable().compose(there -> {
            failures = there - resumedFrom >= WORTHWHILE ? 1 : failures + 1;
            return failures >= client.patience().tries()
                    ? Future.failedFuture(reason)
                    : transfer.pause(client.patience().after(failures, reason)).compose(rested -> attempt());
        });
    }
}
