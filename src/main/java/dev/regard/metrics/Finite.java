package dev.regard.metrics;

/** Refuses what would make a result infinite or not defined. */
final class Finite {

    private Finite() {}

    static double number(double number, String name) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(name + " has to be a finite number, given " + number);
        }
        return number;
    }

    static double between(double number, double low, double high, String name) {
        if (!(number >= low && number <= high)) {
            throw new IllegalArgumentException(
                    "%s has to lie from %s to %s, given %s".formatted(name, low, high, number));
        }
        return number;
    }

    static int atLeast(int number, int least, String name) {
        if (number < least) {
            throw new IllegalArgumentException("%s has to be at least %d, given %d".formatted(name, least, number));
        }
        return number;
    }

    static void answers(double[] answers, int questions) {
        if (answers.length != questions) {
            throw new IllegalArgumentException("there are %d questions, so there have to be as many answers, given %d"
                    .formatted(questions, answers.length));
        }
        for (double answer : answers) {
            // Models answer in float32; so differences of two answers are finite, too.
            number((float) answer, "an answer");
        }
    }

    static void question(int question, int questions) {
        if (question < 0 || question >= questions) {
            throw new IllegalArgumentException(
                    "questions are numbered from 0 to %d, given %d".formatted(questions - 1, question));
        }
    }
}
