package dev.regard.check;

/** What the answer to a question means for the map. */
public enum Outcome {
    SUPPORTS("supports"),
    CONTRADICTS("contradicts"),
    CANNOT_TELL("cannot-tell");

    private final String id;

    Outcome(String id) {
        this.id = id;
    }

    /** As clients read it. */
    public String id() {
        return id;
    }
}
