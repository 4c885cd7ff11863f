package dev.regard.check;

/** A question that was put to the model about a map, and its answer. */
public sealed interface Finding permits Hiding, OtherClasses, Cascade, Stability {

    /** Which question it was. */
    CheckReport.Question question();

    /** What it means for the map. */
    Outcome outcome();

    /** The answer in plain sentences, with its numbers. */
    String text();

    /** Its last sentence: what follows. */
    String conclusion();
}
