package dev.regard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What went wrong with a page: programs get the problem as everywhere, people get a page. */
final class PageProblems {

    private final Templates templates;

    PageProblems(Templates templates) {
        this.templates = templates;
    }

    void fail(RoutingContext ctx, Throwable failure) {
        @Nullable String accepted = ctx.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.contains("text/html")) {
            ctx.fail(failure);
            return;
        }
        Problem problem = Problems.of(failure).in(Language.of(ctx));
        templates
                .render(
                        "problem.html",
                        Language.of(ctx),
                        Map.of("status", problem.status(), "detail", problem.detail()))
                .onSuccess(page -> {
                    ctx.response().setStatusCode(problem.status());
                    Responses.page(ctx, page);
                })
                .onFailure(ctx::fail);
    }
}
