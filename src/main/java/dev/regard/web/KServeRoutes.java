package dev.regard.web;

import dev.regard.worker.ExplainClient;
import dev.regard.worker.PatientClient;
import dev.regard.worker.Pending;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** /v1: what programs ask that speak KServe's protocol, version 1. */
final class KServeRoutes {

    /** Of values of maps. */
    private static final long MOST_CHARACTERS = 64 << 20;

    private static final Problem TOO_MUCH = new Problem(
            413,
            "The maps of all these instances are more than one answer holds. Send fewer, or use /api/explanations/batch.");

    private final NamedPictures pictures;
    private final ExplainClient client;
    private final PatientClient patient;
    private final Quotas quotas;

    KServeRoutes(NamedPictures pictures, ExplainClient client, PatientClient patient, Quotas quotas) {
        this.pictures = pictures;
        this.client = client;
        this.patient = patient;
        this.quotas = quotas;
    }

    /** GET /v1/models. */
    void models(RoutingContext ctx) {
        client.models()
                .map(all -> all.getJsonArray("models").stream()
                        .map(JsonObject.class::cast)
                        .filter(KServeRoutes::isReady)
                        .map(model -> model.getString("name"))
                        .toList())
                .onSuccess(names -> Responses.current(ctx, new JsonObject().put("models", new JsonArray(names))))
                .onFailure(ctx::fail);
    }

    /** GET /v1/models/{model}. */
    void model(RoutingContext ctx) {
        client.model(name(ctx))
                .onSuccess(model -> Responses.current(
                        ctx,
                        new JsonObject().put("name", model.getString("name")).put("ready", isReady(model))))
                .onFailure(ctx::fail);
    }

    private static boolean isReady(JsonObject model) {
        return model.getString("problem") == null;
    }

    /** POST /v1/models/{model}:predict. */
    void predict(RoutingContext ctx) {
        answer(ctx, false);
    }

    /** POST /v1/models/{model}:explain. */
    void explain(RoutingContext ctx) {
        answer(ctx, true);
    }

    private void answer(RoutingContext ctx, boolean withExplanations) {
        Buffer body = ctx.body().buffer();
        String model = name(ctx);
        // Megabytes of base64 would hold up everybody else on the event loop.
        ctx.vertx()
                .executeBlocking(() -> KServeRequest.parse(model, body == null ? Buffer.buffer() : body), false)
                .map(Objects::requireNonNull)
                .compose(request -> new Answer(ctx, request, withExplanations).next())
                .onSuccess(answer -> Responses.large(ctx, answer))
                .onFailure(ctx::fail);
    }

    private static String name(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.pathParam("model"));
    }

    /** The instances one after the other, as one answer holds them all. */
    private final class Answer {
        private final String name;
        private final JsonObject work;
        private final boolean withExplanations;
        private final Iterator<KServeRequest.Instance> left;
        private final JsonArray predictions = new JsonArray();
        private final JsonArray explanations = new JsonArray();
        private @Nullable Pending<JsonObject> underWay;
        private long characters;
        private boolean isGone;

        Answer(RoutingContext ctx, KServeRequest request, boolean withExplanations) {
            this.name = Clients.name(ctx);
            this.work = request.fields().work(name);
            this.withExplanations = withExplanations;
            this.left = request.instances().iterator();
            ctx.addEndHandler(ended -> gone());
        }

        Future<JsonObject> next() {
            if (!left.hasNext() || isGone) {
                JsonObject answer = new JsonObject().put("predictions", predictions);
                return Future.succeededFuture(withExplanations ? answer.put("explanations", explanations) : answer);
            }
            if (!predictions.isEmpty()) {
                quotas.take(name);
            }
            return picture(left.next()).compose(this::explained).compose(explanation -> {
                add(explanation);
                return next();
            });
        }

        private Future<Buffer> picture(KServeRequest.Instance instance) {
            return instance.bytes() != null
                    ? Future.succeededFuture(instance.bytes())
                    : pictures.get(Objects.requireNonNull(instance.image()));
        }

        private Future<JsonObject> explained(Buffer picture) {
            Pending<JsonObject> pending = patient.explain(work, picture);
            underWay = pending;
            return pending.result();
        }

        private void add(JsonObject explanation) {
            predictions.add(explanation.getJsonArray("predictions"));
            if (withExplanations) {
                characters += ExplanationJob.characters(explanation);
                if (characters > MOST_CHARACTERS) {
                    throw TOO_MUCH.asException();
                }
                explanations.add(explanation);
            }
        }

        private void gone() {
            isGone = true;
            if (underWay != null) {
                underWay.cancel().run();
            }
        }
    }
}
