package dev.regard.check;

import dev.regard.explain.Prediction;

/**
 * The class whose map is checked, and what the model says of it.
 *
 * @param asked the class
 * @param best  the class that the model finds likeliest; the same one where it is that
 */
public record Subject(Prediction asked, Prediction best) {

    /** Less likely than this, a class is not said to be in the picture. */
    private static final double UNLIKELY = 0.05;

    /** Where all classes are unlikely, one that is nearly as likely as the best is said all the same. */
    private static final double FAR_BEHIND = 0.25;

    /** True where the model does not say that the picture shows the class. */
    public boolean isAbsent() {
        return asked.index() != best.index()
                && asked.probability() < UNLIKELY
                && asked.probability() < FAR_BEHIND * best.probability();
    }
}
