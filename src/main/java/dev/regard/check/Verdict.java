package dev.regard.check;

import dev.regard.check.CheckReport.Question;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What all answers amount to.
 *
 * @param level  in a few words
 * @param reason why, in plain sentences
 */
public record Verdict(Level level, String reason) {

    /** More than that nobody reads at a glance. */
    private static final int MOST_REASONS = 3;

    /** The verdicts that there are, each in about four words. */
    public enum Level {
        SUPPORTED("supported", "Supported by every check", Question.HIDING),
        AS_FAR_AS_ASKED("as-far-as-asked", "Supported as far as asked", Question.HIDING),
        WITH_DOUBTS("with-doubts", "Supported, with doubts", Question.HIDING),
        OPEN("open", "Cannot be told here", Question.HIDING),
        UNSTABLE("unstable", "Too unstable to trust", Question.STABILITY),
        NOT_SUPPORTED("not-supported", "Not supported here", Question.HIDING),
        NOT_OF_CLASS("not-of-class", "Not about this class", Question.CLASSES),
        PICTURE("picture", "Shows picture, not reasons", Question.CASCADE),
        EDGES("edges", "Shows edges, not reasons", Question.CASCADE),
        ABSENT("absent", "Class is not here", Question.CLASSES),
        NOTHING("nothing", "Nothing here to check", Question.HIDING);

        private final String id;
        private final String title;
        private final Question question;

        /** @param question whose answer is the first reason */
        Level(String id, String title, Question question) {
            this.id = id;
            this.title = title;
            this.question = question;
        }

        /** As clients read it. */
        public String id() {
            return id;
        }

        /** As people read it. */
        public String title() {
            return title;
        }
    }

    static Verdict nothing(String reason) {
        return new Verdict(Level.NOTHING, reason);
    }

    /**
     * Weighs the answers. What takes from a map its meaning comes before what only makes one doubt it.
     *
     * @param findings the answers to the questions that were asked
     * @param isWhole  true where all questions were
     */
    static Verdict of(Subject subject, List<Finding> findings, boolean isWhole) {
        Level level = level(subject, findings, isWhole);
        return new Verdict(level, level == Level.ABSENT ? absence(subject) : reason(level, findings));
    }

    private static Level level(Subject subject, List<Finding> findings, boolean isWhole) {
        if (findings.stream().anyMatch(finding -> finding instanceof OtherClasses classes && classes.isByDesign())) {
            return Level.NOT_OF_CLASS;
        } else if (subject.isAbsent()) {
            return Level.ABSENT;
        } else if (is(Question.CASCADE, Outcome.CONTRADICTS, findings)) {
            boolean isOfPixels =
                    findings.stream().anyMatch(finding -> finding instanceof Cascade cascade && cascade.isOfPixels());
            return isOfPixels ? Level.EDGES : Level.PICTURE;
        } else if (is(Question.CLASSES, Outcome.CONTRADICTS, findings)) {
            return Level.NOT_OF_CLASS;
        } else if (is(Question.HIDING, Outcome.CONTRADICTS, findings)) {
            return Level.NOT_SUPPORTED;
        } else if (is(Question.STABILITY, Outcome.CONTRADICTS, findings)) {
            return Level.UNSTABLE;
        } else if (findings.stream().allMatch(finding -> finding.outcome() == Outcome.SUPPORTS)) {
            return isWhole ? Level.SUPPORTED : Level.AS_FAR_AS_ASKED;
        }
        return is(Question.HIDING, Outcome.SUPPORTS, findings) ? Level.WITH_DOUBTS : Level.OPEN;
    }

    private static boolean is(Question question, Outcome outcome, List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.question() == question && finding.outcome() == outcome);
    }

    private static String absence(Subject subject) {
        return "The model does not say '%s' here: it holds that to be %s %% likely, and '%s' %s %%. The map shows where '%s' would speak, weakly; that is no sign that it is there."
                .formatted(
                        subject.asked().label(),
                        Words.percent(subject.asked().probability()),
                        subject.best().label(),
                        Words.percent(subject.best().probability()),
                        subject.asked().label());
    }

    private static String reason(Level level, List<Finding> findings) {
        if (level == Level.SUPPORTED) {
            return "What is hot matters more than other places; the map depends on the class and on what the model has learned, and holds still when the picture hardly changes.";
        }
        List<Finding> deciding = findings.stream()
                .filter(finding -> decides(level, finding))
                .sorted(Comparator.comparing(finding -> finding.question() != level.question))
                .toList();
        return deciding.stream().limit(MOST_REASONS).map(Finding::conclusion).collect(Collectors.joining(" "));
    }

    /** Of a map that is supported, what supports it counts too; else only what does not. */
    private static boolean decides(Level level, Finding finding) {
        return switch (level) {
            case AS_FAR_AS_ASKED -> true;
            case WITH_DOUBTS -> finding.question() == level.question || finding.outcome() != Outcome.SUPPORTS;
            case OPEN -> finding.outcome() != Outcome.SUPPORTS;
            default -> finding.outcome() == Outcome.CONTRADICTS;
        };
    }
}
