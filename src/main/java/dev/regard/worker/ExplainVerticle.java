package dev.regard.worker;

import dev.regard.explain.Cancellation;
import dev.regard.explain.ExplainException;
import dev.regard.explain.ExplainException.Cancelled;
import dev.regard.explain.Explainer;
import dev.regard.explain.Explanation;
import dev.regard.explain.Progress;
import dev.regard.worker.KeptExplanations.Kept;
import io.vertx.core.AsyncResult;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Explains pictures: a worker verticle with two queues of its own, one for work that is done at once and one for work that
 * takes long, so that the one never waits for the other's threads. Of its threads all but one explain; the one that is left
 * takes in new work and hears cancellations however busy the others are.
 */
public final class ExplainVerticle extends VerticleBase {

    private final Explainer explainer;
    private final KeptExplanations kept;
    private final int places;
    private final Lane<Job> shortWork;
    private final Lane<Job> longWork;
    private final Map<String, Job> jobs = new HashMap<>();

    /**
     * @param explainer stays open: whoever opened it closes it
     * @param kept      remembers what was explained
     * @param places    how many pictures are worked on at once
     * @param longPlaces how many more, where it takes long: these share the device slice by slice
     */
    public ExplainVerticle(Explainer explainer, KeptExplanations kept, int places, int longPlaces) {
        this.explainer = explainer;
        this.kept = kept;
        this.places = places + longPlaces;
        this.shortWork = new Lane<>(places);
        this.longWork = new Lane<>(longPlaces);
    }

    /** How this verticle has to be deployed. */
    public DeploymentOptions deployment() {
        return new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName("explain")
                .setWorkerPoolSize(places + 1)
                // Some methods look at a picture thousands of times: a long run is no hang.
                .setMaxWorkerExecuteTime(ExplainClient.LONGEST_WORK_HOURS)
                .setMaxWorkerExecuteTimeUnit(TimeUnit.HOURS);
    }

    @Override
    public Future<?> start() {
        EventBus bus = vertx.eventBus();
        return Future.all(
                bus.<Buffer>consumer(Addresses.EXPLAIN, message -> take(message, this::explain))
                        .completion(),
                bus.<Buffer>consumer(Addresses.OVERLAY, message -> take(message, this::overlay))
                        .completion(),
                bus.<Buffer>consumer(Addresses.STUDY, message -> take(message, this::study))
                        .completion(),
                bus.<JsonObject>consumer(Addresses.CANCEL, this::cancel).completion());
    }

    private interface Task {
        Object run(Work work, Cancellation cancellation);
    }

    /** Work that was taken and is not answered yet. */
    private record Job(Message<Buffer> message, Work work, Cancellation cancellation, Task task) {}

    private void take(Message<Buffer> message, Task task) {
        Work work;
        try {
            work = Work.of(message);
        } catch (ExplainException e) {
            Failures.fail(message, e);
            return;
        }
        Job job = new Job(message, work, new Cancellation(), task);
        jobs.put(job.work.id(), job);
        Lane<Job> lane = lane(job);
        lane.add(work.client(), job);
        startNext(lane);
    }

    private Lane<Job> lane(Job job) {
        boolean isLong =
                job.work.isStudy() || Explainer.isLong(job.work.request().method());
        return isLong ? longWork : shortWork;
    }

    private void startNext(Lane<Job> lane) {
        for (Job next = lane.start(); next != null; next = lane.start()) {
            Job job = next;
            vertx.executeBlocking(() -> job.task.run(job.work, job.cancellation), false)
                    .onComplete(outcome -> {
                        lane.done();
                        finish(job, outcome);
                        startNext(lane);
                    });
        }
    }

    private Object explain(Work work, Cancellation cancellation) {
        Kept explained = explained(work, cancellation, new ProgressReport(vertx.eventBus(), work));
        return ExplanationJson.of(explained.explanation(), explained.queueMillis());
    }

    private Object study(Work work, Cancellation cancellation) {
        return work.study().run(explainer, work.studied(), cancellation, new ProgressReport(vertx.eventBus(), work));
    }

    private Object overlay(Work work, Cancellation cancellation) {
        Explanation explanation =
                explained(work, cancellation, Progress.UNHEARD).explanation();
        return Buffer.buffer(
                explainer.pictures().overlay(explanation, work.request().picture()));
    }

    private Kept explained(Work work, Cancellation cancellation, Progress progress) {
        double queueMillis = work.queueMillis();
        return explainer.idOf(work.request()).flatMap(kept::find).orElseGet(() -> {
            Kept explained = new Kept(explainer.explain(work.request(), cancellation, progress), queueMillis);
            kept.keep(explained);
            return explained;
        });
    }

    private void finish(Job job, AsyncResult<Object> outcome) {
        jobs.remove(job.work.id());
        if (outcome.succeeded()) {
            job.message.reply(outcome.result());
        } else {
            Failures.fail(job.message, outcome.cause());
        }
    }

    /** What runs is told to stop; what only waits is answered at once. */
    private void cancel(Message<JsonObject> message) {
        Job job = jobs.get(message.body().getString("id"));
        if (job == null) {
            return;
        }
        job.cancellation.cancel();
        if (lane(job).remove(job.work.client(), job)) {
            finish(job, Future.failedFuture(new Cancelled("The request was cancelled.")));
        }
    }
}
