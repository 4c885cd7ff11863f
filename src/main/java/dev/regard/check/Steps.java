package dev.regard.check;

import dev.regard.explain.Progress;

/** Tells how far the whole check has come, from how far its parts have. */
final class Steps implements Progress {

    private final Progress told;
    private int total = 1;
    private int before;
    private int ofPart;

    Steps(Progress told) {
        this.told = told;
    }

    /** @param steps of all parts together */
    void plan(int steps) {
        total = Math.max(1, steps);
        told.report("Making the map", 0, total);
    }

    /** Goes on to a part of so many steps. */
    void begin(int steps) {
        before += ofPart;
        ofPart = steps;
    }

    @Override
    public void report(String text, int done, int of) {
        int here = (int) ((long) ofPart * done / Math.max(1, of));
        told.report("%s %,d of %,d".formatted(text, done, of), Math.clamp(before + here, 1, total), total);
    }

    /** Hears a method that says by itself how far its map is. */
    Progress ofMap() {
        return (text, done, of) -> told.report(text, Math.clamp(before, 1, total), total);
    }
}
