package dev.regard.check;

import dev.regard.check.CheckReport.Question;
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
        SUPPORTED("supported", "Supported by every check"),
        AS_FAR_AS_ASKED("as-far-as-asked", "Supported as far as asked"),
        WITH_DOUBTS("with-doubts", "Supported, with doubts"),
        OPEN("open", "Cannot be told here"),
        UNSTABLE("unstable", "Too unstable to trust"),
        NOT_SUPPORTED("not-supported", "Not supported here"),
        NOT_OF_CLASS("not-of-class", "Not about this class"),
        PICTURE("picture", "Shows picture, not reasons"),
        EDGES("edges", "Shows edges, not reasons"),
        ABSENT("absent", "Class is not here"),
        NOTHING("nothing", "Nothing here to check");

        private final String id;
        private final String title;

        Level(String id, String title) {
            this.id = id;
            this.title = title;
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
        return findings.stream()
                .sorted((one, other) -> Integer.compare(weight(level, one), weight(level, other)))
                .limit(MOST_REASONS)
                .map(Finding::conclusion)
                .collect(Collectors.joining(" "));
    }

    /** What has decided comes first; of a map that is supported, that is what supports it. */
    private static int weight(Level level, Finding finding) {
        boolean isSupported = level == Level.AS_FAR_AS_ASKED || level == Level.WITH_DOUBTS;
        int doubts = switch (finding.outcome()) {
            case CONTRADICTS -> 0;
            case CANNOT_TELL -> 1;
            case SUPPORTS -> 2;
        };
        return isSupported && finding.question() == Question.HIDING ? -1 : doubts;
    }
}
