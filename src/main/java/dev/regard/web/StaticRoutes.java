package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * GET /static/{hash}/…: the files of the pages, to be kept for ever, because their address changes when they do. A first
 * visit asks for many: they come from memory, and say no more about themselves than they must.
 */
final class StaticRoutes {

    private static final String FOR_A_YEAR = "immutable, max-age=31536000";

    private final Webroot webroot;

    StaticRoutes(Webroot webroot) {
        this.webroot = webroot;
    }

    void get(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        String name = path.substring(path.indexOf('/', "/static/".length()) + 1);
        if (!webroot.hash().equals(ctx.pathParam("hash"))) {
            redirect(ctx, name);
            return;
        }
        StaticFile file = webroot.files().get(name);
        if (file == null) {
            ctx.next();
        } else {
            send(ctx, file);
        }
    }

    private static void send(RoutingContext ctx, StaticFile file) {
        // Scripts and styles lead to files of this server alone: to whom they refer is no secret.
        ctx.response().headers().remove(SecurityHeaders.REFERRER_POLICY);
        HttpServerResponse response = ctx.response()
                .putHeader(SecurityHeaders.CONTENT_SECURITY_POLICY, SecurityHeaders.FILE_POLICY)
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, FOR_A_YEAR);
        Buffer packed = file.packed();
        if (packed == null) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                    .end(file.plain());
            return;
        }
        response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (takesGzip(ctx)) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(packed);
        } else {
            response.end(file.plain());
        }
    }

    private static boolean takesGzip(RoutingContext ctx) {
        return ctx.parsedHeaders().acceptEncoding().stream()
                .anyMatch(encoding -> encoding.value().equals("gzip") && encoding.weight() > 0);
    }

    /** A page from before an update asks for files of before: the new ones serve it better than none. */
    private void redirect(RoutingContext ctx, String name) {
        ctx.response()
                .setStatusCode(307)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.LOCATION, webroot.address() + "/" + name)
                .end();
    }
}
