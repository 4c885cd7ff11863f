package dev.regard.worker;

import dev.regard.explain.ExplainException;
import dev.regard.intake.IntakeException;
import io.vertx.core.eventbus.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong while working, as it travels over the event bus: an HTTP status and a sentence. */
final class Failures {

    static final int CANCELLED = 409;
    static final int INTERNAL = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String SENTENCE = "Something went wrong on the server. Its log says what.";

    private Failures() {}

    static void fail(Message<?> message, Throwable failure) {
        if (failure instanceof ExplainException known) {
            message.fail(status(known), known.getMessage());
        } else if (failure instanceof IntakeException known) {
            message.fail(status(known.kind()), known.getMessage());
        } else {
            LOG.error("Work on {} failed", message.address(), failure);
            message.fail(INTERNAL, SENTENCE);
        }
    }

    private static int status(IntakeException.Kind kind) {
        return switch (kind) {
            case BAD_UPLOAD -> 400;
            case NOT_OURS -> 403;
            case UNKNOWN -> 404;
            case NAME_TAKEN -> 409;
            case TOO_LARGE -> 413;
            case UNUSABLE -> 422;
        };
    }

    private static int status(ExplainException failure) {
        return switch (failure) {
            case ExplainException.BadPicture bad -> 400;
            case ExplainException.BadSelection bad -> 400;
            case ExplainException.UnknownModel unknown -> 404;
            case ExplainException.Cancelled cancelled -> CANCELLED;
            case ExplainException.PictureTooLarge large -> 413;
            case ExplainException.UnsupportedMethod unsupported -> 422;
            case ExplainException.BrokenModel broken -> 422;
        };
    }
}
