package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Fetches files into a folder, one after another. Two downloads into the same folder at the same time are the caller's to prevent. */
public final class Downloader {

    private final Vertx vertx;
    private final HubClient client;

    /** Fetches by a client, which stays the caller's. */
    public Downloader(Vertx vertx, HubClient client) {
        this.vertx = vertx;
        this.client = client;
    }

    /**
     * Fetches the files, going on where an earlier download into the same folder was broken off.
     *
     * @param folder made where it is missing
     */
    public Transfer fetch(List<Download> downloads, Path folder, ProgressListener listener) {
        long total = downloads.stream().mapToLong(Download::bytes).sum();
        Context context = vertx.getOrCreateContext();
        Transfer transfer = new Transfer(vertx, context, listener, total);
        context.runOnContext(start -> transfer.complete(all(transfer, downloads, folder, total)));
        return transfer;
    }

    private Future<Void> all(Transfer transfer, List<Download> downloads, Path folder, long total) {
        Future<Void> all = checkLimit(downloads, total)
                .compose(within -> vertx.executeBlocking(() -> checkRoom(downloads, folder, total), false));
        for (Download download : downloads) {
            all = all.compose(before -> transfer.wanted())
                    .compose(wanted -> oneOf(download.addresses(), transfer, download, folder))
                    .onSuccess(there -> transfer.finished(download));
        }
        return all;
    }

    private Future<Void> checkLimit(List<Download> downloads, long total) {
        long most = client.settings().mostBytes();
        if (total > most) {
            return Future.failedFuture(new HubException(
                    Kind.TOO_LARGE,
                    "The model has %s, more than the %s that this server takes.".formatted(size(total), size(most))));
        }
        Set<String> names = new HashSet<>();
        return downloads.stream().map(Download::fileName).allMatch(names::add)
                ? Future.succeededFuture()
                : Future.failedFuture(new HubException(Kind.INVALID, "Two files of the model have the same name."));
    }

    private static Void checkRoom(List<Download> downloads, Path folder, long total) {
        try {
            Files.createDirectories(folder);
            long there = 0;
            for (Download download : downloads) {
                there += PartFile.bytesThere(folder, download);
            }
            long room = Files.getFileStore(folder).getUsableSpace();
            if (total - there > room) {
                throw new HubException(
                        Kind.STORAGE,
                        "The model has %s, but there is room for only %s on this server."
                                .formatted(size(total), size(room)));
            }
            return null;
        } catch (IOException failure) {
            throw HubException.storing("The model", failure);
        }
    }

    /** From the first address that gives it. */
    private Future<Void> oneOf(List<URI> addresses, Transfer transfer, Download download, Path folder) {
        Future<Void> first = new FileFetch(vertx, client, transfer, download, addresses.getFirst(), folder).run();
        List<URI> others = addresses.subList(1, addresses.size());
        return others.isEmpty()
                ? first
                : first.recover(failure -> isOfThisSide(failure)
                        ? Future.failedFuture(failure)
                        : oneOf(others, transfer, download, folder)
                                .recover(last -> Future.failedFuture(isOfThisSide(last) ? last : both(failure, last))));
    }

    private static boolean isOfThisSide(Throwable failure) {
        return !(failure instanceof HubException known)
                || known.kind() == Kind.CANCELLED
                || known.kind() == Kind.STORAGE;
    }

    /** Where any of the sources may come back, trying again may help. */
    private static HubException both(Throwable first, Throwable last) {
        String message = first.getMessage() + " " + last.getMessage();
        return ((HubException) first).isWorthRetrying()
                ? HubException.unreachable(message, null)
                : new HubException(((HubException) last).kind(), message);
    }

    /** A number of bytes for people. */
    static String size(long bytes) {
        return bytes < 1_000_000
                ? bytes + " bytes"
                : bytes < 1_000_000_000
                        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
