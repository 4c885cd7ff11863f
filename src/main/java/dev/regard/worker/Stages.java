package dev.regard.worker;

import dev.regard.explain.Progress;

/** How far work has come that is done in stages: one fraction, which only grows. */
final class Stages {

    private static final int FINEST = 1000;

    private final int count;
    private final Progress told;
    private int begun;
    private double before;
    private double reached;

    /** @param count how many there are */
    Stages(int count, Progress told) {
        this.count = count;
        this.told = told;
    }

    /**
     * Goes on to the next stage.
     *
     * @param share  of all that there is to do
     * @param rounds how often the progress of this stage begins anew
     */
    Stage next(double share, int rounds) {
        Stage stage = new Stage(++begun, before, share, Math.max(1, rounds));
        before += share;
        return stage;
    }

    /** The progress of one of them. */
    final class Stage implements Progress {
        private final int number;
        private final double from;
        private final double share;
        private final int rounds;
        private int round;
        private double last;
        private boolean hasBegun;

        private Stage(int number, double from, double share, int rounds) {
            this.number = number;
            this.from = from;
            this.share = share;
            this.rounds = rounds;
        }

        /** False where it has not been heard of. */
        boolean hasBegun() {
            return hasBegun;
        }

        @Override
        public void report(String text, int done, int total) {
            hasBegun = true;
            double fraction = (double) done / total;
            if (fraction < last && round < rounds - 1) {
                round++;
            }
            last = fraction;
            reached = Math.max(reached, from + share * (round + fraction) / rounds);
            told.report("Part %d of %d: %s".formatted(number, count, text), (int) (FINEST * reached), FINEST);
        }
    }
}
