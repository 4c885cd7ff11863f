package dev.regard.worker;

import dev.regard.explain.Explainer;
import dev.regard.worker.KeptExplanations.Kept;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Answers explanations that are finished already, without a place in any queue. */
public final class KeptVerticle extends VerticleBase {

    private final Explainer explainer;
    private final KeptExplanations kept;

    /** @param explainer knows which models are the same as before; whoever opened it closes it */
    public KeptVerticle(Explainer explainer, KeptExplanations kept) {
        this.explainer = explainer;
        this.kept = kept;
    }

    /** How this verticle has to be deployed: it computes the hashes of pictures. */
    public static DeploymentOptions deployment() {
        return new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName("kept")
                .setWorkerPoolSize(1);
    }

    @Override
    public Future<?> start() {
        EventBus bus = vertx.eventBus();
        return Future.all(
                bus.<Buffer>consumer(Addresses.FIND, this::find).completion(),
                bus.<String>consumer(Addresses.KEPT, this::byHash).completion());
    }

    private void find(Message<Buffer> message) {
        try {
            Work work = Work.of(message);
            answer(message, explainer.idOf(work.request()).flatMap(kept::find));
        } catch (RuntimeException refused) {
            Failures.fail(message, refused);
        }
    }

    private void byHash(Message<String> message) {
        answer(
                message,
                kept.find(message.body())
                        .filter(found -> explainer.isCurrent(found.explanation().id())));
    }

    private static void answer(Message<?> message, Optional<Kept> found) {
        message.reply(found.map(KeptVerticle::json).orElse(null));
    }

    private static JsonObject json(Kept found) {
        return ExplanationJson.of(found.explanation(), found.queueMillis());
    }
}
