package dev.regard.metrics;

import java.util.Random;

/** A model whose score is the sum of what each pixel adds as long as it is seen, on a baseline of 0: what metrics say of it is known. */
record LinearModel(int height, int width, float[] adds) {

    /** One that any pixel speaks for or against. */
    static LinearModel random(int height, int width, long seed) {
        float[] adds = new float[height * width];
        Random random = new Random(seed);
        for (int pixel = 0; pixel < adds.length; pixel++) {
            adds[pixel] = random.nextFloat() - 0.4f;
        }
        return new LinearModel(height, width, adds);
    }

    /** The attributions that explain it exactly. */
    Relevance explanation() {
        return new Relevance(height, width, adds);
    }

    double score(float[] mask) {
        double score = 0;
        for (int pixel = 0; pixel < mask.length; pixel++) {
            score += (double) adds[pixel] * mask[pixel];
        }
        return score;
    }

    /** Puts all questions of a trial to the model. */
    <R> R ask(MaskTrial<R> trial) {
        double[] answers = new double[trial.questions()];
        for (int question = 0; question < answers.length; question++) {
            answers[question] = score(trial.mask(question));
        }
        return trial.result(answers);
    }
}
