package dev.regard.hub;

/** Is told how far a download is, on the thread that fetches: it must not block. */
@FunctionalInterface
public interface ProgressListener {

    /** For whoever does not want to know. */
    ProgressListener NONE = (bytes, ofTotal) -> {};

    /**
     * Is called with every piece that arrives.
     *
     * @param bytes   there already, which shrinks where a file has to be begun anew
     * @param ofTotal all files together
     */
    void reached(long bytes, long ofTotal);
}
