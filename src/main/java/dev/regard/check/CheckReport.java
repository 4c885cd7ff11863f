package dev.regard.check;

import dev.regard.cam.CamMethod;
import java.util.List;
import java.util.Optional;

/**
 * How far a map may be believed.
 *
 * @param model    its name
 * @param method   that made the map
 * @param layers   names of the target layers
 * @param options  how it was checked
 * @param subject  the class, and what the model says of it
 * @param verdict  what all answers amount to
 * @param findings the questions that were asked, each with its answer
 * @param leftOut  the others, each with the reason
 * @param forwards how often the model was run on one picture
 * @param millis   how long all of it took
 */
public record CheckReport(
        String model,
        CamMethod method,
        List<String> layers,
        CheckOptions options,
        Subject subject,
        Verdict verdict,
        List<Finding> findings,
        List<LeftOut> leftOut,
        long forwards,
        double millis) {

    /** The questions, in the order they are read. */
    public enum Question {
        HIDING,
        CLASSES,
        CASCADE,
        STABILITY
    }

    /** A question that was not asked. */
    public record LeftOut(Question question, String reason) {}

    public CheckReport {
        layers = List.copyOf(layers);
        findings = List.copyOf(findings);
        leftOut = List.copyOf(leftOut);
    }

    /** The answer to one question; empty where it was left out. */
    public <F extends Finding> Optional<F> find(Class<F> kind) {
        return findings.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
