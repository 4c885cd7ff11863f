package dev.regard.explain;

import java.util.function.Supplier;

/** Hears how far work that takes long has come. */
@FunctionalInterface
public interface Progress {

    /** For those who do not want to know. */
    Progress UNHEARD = (text, done, total) -> {};

    /**
     * Some of the work is done, or begins.
     *
     * @param text  what is being done, for a person
     * @param done  steps
     * @param total steps
     */
    void report(String text, int done, int total);

    /**
     * The answer could be shown as it is so far.
     *
     * @param soFar makes it, which takes a while: not worth it each time
     */
    default void partial(Supplier<Explanation> soFar) {}
}
