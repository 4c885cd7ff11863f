package dev.regard.hub;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The hub of Hugging Face, or a mirror of it: what a model there would take. */
public final class Hub {

    private final HubClient client;

    /** Asks by a client, which stays the caller's. */
    public Hub(HubClient client) {
        this.client = client;
    }

    /** The plan for a name or the address of a model's page; fails with {@link HubException}. */
    public Future<HubPlan> plan(String text) {
        try {
            return plan(HubName.parse(text, client.settings().address()), null);
        } catch (HubException invalid) {
            return Future.failedFuture(invalid);
        }
    }

    /**
     * The plan for a model; fails with {@link HubException}.
     *
     * @param onnx the path of its ONNX file, one of {@link HubPlan#others}; null where the usual one will do
     */
    public Future<HubPlan> plan(HubName name, @Nullable String onnx) {
        URI hub = client.settings().address();
        return client.getWhole(name.listing(hub)).map(response -> HubPlan.of(name, listing(name, response), onnx, hub));
    }

    private HubListing listing(HubName name, HttpResponse<Buffer> response) {
        HubSettings settings = client.settings();
        if (response.statusCode() != 200) {
            throw Answers.failure(response, name.toString(), settings.address().getHost(), settings.token() != null);
        }
        try {
            return HubListing.parse(new JsonObject(response.body()));
        } catch (DecodeException | NullPointerException noObject) {
            throw HubListing.notAListing();
        }
    }
}
