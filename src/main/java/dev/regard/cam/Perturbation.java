package dev.regard.cam;

/**
 * A method that asks the model about many altered copies of what it sees. Its map can be read at any time, from what was
 * answered so far. Not for several threads.
 */
public interface Perturbation {

    /** How many questions there are, numbered from 0. */
    int questions();

    /**
     * What the model said.
     *
     * @param question its number; each is answered at most once, in any order
     * @param scores   one for each class asked for, in their order
     */
    void answer(int question, double[] scores);

    /**
     * The map of a class from the answers so far; zeros where there are none.
     *
     * @param row its place among the classes asked for
     */
    ActivationMap map(int row);
}
