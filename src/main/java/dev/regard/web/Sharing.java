package dev.regard.web;

import dev.regard.store.ImageStore;
import dev.regard.store.LinkStore;
import dev.regard.worker.ExplainClient;
import dev.regard.worker.LibraryClient;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Makes links that show the same years later, and says what has changed since. What a link shows is what the server itself
 * computes, never what a client says it saw.
 */
final class Sharing {

    /** Of the longer side of a drawing: what chats show of a link. */
    private static final int DRAWING_PIXELS = 1200;

    private static final int MOST_CHARACTERS = 8 << 20;
    private static final Problem TOO_MUCH =
            new Problem(413, "The maps of this link take more than 8 MB. Share fewer classes, or fewer explanations.");
    private static final Problem NO_MAP = new Problem(400, "There is nothing to share: no class was asked for.");

    /** What says how an explanation was made, not what it says. */
    private static final List<String> ASIDE = List.of("timing", "device");

    private final ImageStore images;
    private final LinkStore links;
    private final ExplainClient client;
    private final LibraryClient library;

    Sharing(ImageStore images, LinkStore links, ExplainClient client, LibraryClient library) {
        this.images = images;
        this.links = links;
        this.client = client;
        this.library = library;
    }

    /**
     * Explains and stores.
     *
     * @param who asks
     */
    Future<LinkStore.Made> make(LinkFields fields, String who) {
        return images.get(fields.image())
                .compose(picture -> explanations(fields, picture, who)
                        .compose(explanations -> store(fields, explanations, picture)));
    }

    /** A link's content, whether its models are still the same, and its picture where pictures are asked about again. */
    Future<JsonObject> open(String id) {
        return links.get(id).compose(link -> {
            JsonObject content = link.getJsonObject("content");
            return lay(id, content)
                    .compose(laid -> changes(content.getJsonObject("versions")))
                    .map(models -> new JsonObject()
                            .put("id", id)
                            .put("created", link.getString("created"))
                            .mergeIn(content)
                            .put("models", models));
        });
    }

    /** A link's picture as it was decoded, whatever a browser makes of its file. */
    Future<Buffer> picture(String id) {
        return links.picture(id).compose(picture -> client.show(picture, ImageRoutes.MAX_SHOWN_PIXELS));
    }

    /** Puts a link's picture where pictures are asked about, if it is there no longer. */
    private Future<Void> lay(String id, JsonObject content) {
        JsonObject first = content.getJsonArray("explanations").getJsonObject(0);
        return images.has(first.getJsonObject("image").getString("id"))
                ? Future.succeededFuture()
                : links.picture(id).compose(images::put).mapEmpty();
    }

    private Future<JsonArray> explanations(LinkFields fields, Buffer picture, String who) {
        Future<JsonArray> all = Future.succeededFuture(new JsonArray());
        for (ExplainFields each : fields.explanations()) {
            all = all.compose(
                    done -> client.explain(each.work(who), picture).result().map(done::add));
        }
        return all;
    }

    private Future<LinkStore.Made> store(LinkFields fields, JsonArray explanations, Buffer picture) {
        JsonObject first = explanations.getJsonObject(0);
        JsonArray drawn =
                first.getJsonArray("maps").isEmpty() ? first.getJsonArray("concepts") : first.getJsonArray("maps");
        if (drawn.isEmpty()) {
            return Future.failedFuture(NO_MAP.asException());
        }
        Future<JsonObject> versions = versions(explanations);
        Future<Buffer> drawing = client.draw(first, drawn.getJsonObject(0), picture, DRAWING_PIXELS);
        return Future.all(versions, drawing).compose(ready -> {
            JsonArray aside = new JsonArray();
            JsonArray shown = new JsonArray();
            for (Object each : explanations) {
                JsonObject explanation = ((JsonObject) each).copy();
                JsonObject beside = new JsonObject();
                ASIDE.forEach(name -> beside.put(name, explanation.remove(name)));
                aside.add(beside);
                shown.add(explanation);
            }
            JsonObject content = new JsonObject()
                    .put("address", fields.address())
                    .put("title", fields.title())
                    .put("versions", versions.result())
                    .put("explanations", shown);
            return content.encode().length() > MOST_CHARACTERS
                    ? Future.failedFuture(TOO_MUCH.asException())
                    : links.put(content, new JsonObject().put("explanations", aside), picture, drawing.result());
        });
    }

    private Future<JsonObject> versions(JsonArray explanations) {
        Future<JsonObject> all = Future.succeededFuture(new JsonObject());
        for (Object each : explanations) {
            String model = ((JsonObject) each).getString("model");
            all = all.compose(known -> known.containsKey(model)
                    ? Future.succeededFuture(known)
                    : library.details(model).map(details -> known.put(model, details.getString("version"))));
        }
        return all;
    }

    /** {@code same}, {@code changed} or {@code gone}, by the name of the model. */
    private Future<JsonObject> changes(JsonObject versions) {
        Future<JsonObject> all = Future.succeededFuture(new JsonObject());
        for (String model : versions.fieldNames()) {
            all = all.compose(
                    known -> change(model, versions.getString(model)).map(change -> known.put(model, change)));
        }
        return all;
    }

    private Future<String> change(String model, String version) {
        return library.details(model)
                .map(details -> version.equals(details.getString("version")) ? "same" : "changed")
                .recover(Sharing::changeOfUnreadable);
    }

    private static Future<String> changeOfUnreadable(Throwable failure) {
        if (!(failure instanceof ReplyException reply)) {
            return Future.failedFuture(failure);
        }
        if (reply.failureCode() == HttpResponseStatus.NOT_FOUND.code()) {
            return Future.succeededFuture("gone");
        }
        boolean isBroken = reply.failureCode() == HttpResponseStatus.UNPROCESSABLE_ENTITY.code();
        return isBroken ? Future.succeededFuture("changed") : Future.failedFuture(failure);
    }
}
