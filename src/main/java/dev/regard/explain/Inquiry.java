package dev.regard.explain;

import dev.regard.cam.Perturbation;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.runtime.ForwardBackward;
import java.util.Set;

/**
 * Puts the questions of a method to the model, a batch after the other: between two batches others may use the device, and
 * whoever waits for the answer sees the map so far.
 */
final class Inquiry {

    /** Hours of work on any device. */
    private static final int MOST_QUESTIONS = 100_000;

    private final MethodRun run;
    private final String name;
    private final Scores scores;

    /** Takes from the class scores what the method wants to know. */
    interface Scores {
        /**
         * @param all the scores of all classes
         * @return one number for each class asked for
         */
        double[] of(float[] all);
    }

    /** @param name what one question is called, for people */
    Inquiry(MethodRun run, String name, Scores scores) {
        this.run = run;
        this.name = name;
        this.scores = scores;
    }

    /**
     * Asks all questions.
     *
     * @param soFar what to show in the meantime
     */
    void ask(Perturbation method, Sampler sampler, MethodRun.SoFar soFar) {
        int total = method.questions();
        if (total > MOST_QUESTIONS) {
            throw new BadSelection(
                    "%s would ask this model %,d questions; at most %,d are accepted. Look less thoroughly: see its options."
                            .formatted(run.choice().method().title(), total, MOST_QUESTIONS));
        }
        Throughput throughput = run.runner().throughput(sampler);
        run.progress().report(text(0, total), 0, total);
        for (int first = 0; first < total; ) {
            int count = Math.min(throughput.size(), total - first);
            ForwardBackward answers = run(sampler, first, count);
            throughput.note(count, run.runner().lastNanos());
            for (int index = 0; index < count; index++) {
                method.answer(
                        first + index, scores.of(answers.scores().slice(index).values()));
            }
            first += count;
            run.progress().report(text(first, total), first, total);
            if (first < total) {
                run.partial().show(soFar);
            }
        }
    }

    private ForwardBackward run(Sampler sampler, int first, int count) {
        try (Load.Part samples = run.runner().load().samples(count * sampler.sampleBytes())) {
            return run.runner().run(sampler.pass(), sampler.layer(), () -> sampler.question(first, count), Set.of());
        }
    }

    private String text(int done, int total) {
        return "%s %,d of %,d".formatted(name, done, total);
    }
}
