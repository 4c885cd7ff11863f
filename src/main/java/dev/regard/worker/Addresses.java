package dev.regard.worker;

/**
 * Where the worker listens on the event bus. A failure carries an HTTP status as its code and a sentence for the one
 * who asked.
 */
public final class Addresses {

    /** Picture bytes with the header {@link #REQUEST} → explanation as JSON. */
    public static final String EXPLAIN = "regard.explain";

    /** Picture bytes with the header {@link #REQUEST} → the bytes of a PNG: the picture under the map. */
    public static final String OVERLAY = "regard.overlay";

    /** Picture bytes with the header {@link #REQUEST} → explanation as JSON where it is finished already, else nothing. */
    public static final String FIND = "regard.find";

    /** Hash of an explanation → it as JSON where it is kept and its model is still the same, else nothing. */
    public static final String KEPT = "regard.kept";

    /**
     * The bytes of pictures, one behind the other, with the header {@link #REQUEST}, in which {@code study} is the name of a
     * {@link Study}, {@code names} are those of the pictures and {@code maskNames} those of the masks behind them, {@code lengths}
     * those of all, and {@code options} what else it takes → its report.
     */
    public static final String STUDY = "regard.study";

    /** {@code {id}} of work under way or waiting → no answer. Published: only the worker that has it acts. */
    public static final String CANCEL = "regard.cancel";

    /**
     * Before the id of work under way, published as it goes on: {@code {text, done, total, fraction, millisLeft}}, or
     * {@code {partial}} with the explanation as it is so far.
     */
    public static final String PROGRESS = "regard.progress.";

    /** Picture bytes → {@code {width, height, redrawn, notes}} of the upright picture, where it can be decoded. */
    public static final String INSPECT = "regard.inspect";

    /**
     * Picture bytes with the header {@link #REQUEST} of {@code {map, seen, method, longest}}, as an explanation has them →
     * the bytes of a PNG: the picture under the map.
     */
    public static final String DRAW = "regard.draw";

    /**
     * Picture bytes with the header {@link #REQUEST} of how many pixels the longer side may have → the bytes of a file that
     * every browser draws as the picture was decoded.
     */
    public static final String SHOW = "regard.show";

    /** Anything → {@code {models}}. */
    public static final String MODELS = "regard.models";

    /** Name of a model → its card. */
    public static final String MODEL = "regard.model";

    /** Name of a model → what its own page tells beside its card. */
    public static final String MODEL_DETAILS = "regard.model.details";

    /** {@code {name, staged, replaces}}: takes in what was sent into a staged folder → its card. */
    public static final String ADD_MODEL = "regard.model.add";

    /** Name of a model that goes → nothing. */
    public static final String REMOVE_MODEL = "regard.model.remove";

    /** Nothing → {@code {models}}, those that were removed and can be brought back. */
    public static final String REMOVED_MODELS = "regard.models.removed";

    /** The id of a removal → the model's card: brings it back. */
    public static final String RESTORE_MODEL = "regard.model.restore";

    /** {@code {name, preprocessing}}: a preset or the text of a configuration → the card of the model as it is then. */
    public static final String PREPARE_MODEL = "regard.model.prepare";

    /** {@code {name, method}}: what explains the model where no method is asked for → its card as it is then. */
    public static final String CHOOSE_METHOD = "regard.model.method";

    /** {@code {name, output}}: which output holds the class scores, null for the likeliest → its card as it is then. */
    public static final String CHOOSE_OUTPUT = "regard.model.output";

    /** {@code {name, labels}} → the card of the model as it is then. */
    public static final String LABEL_MODEL = "regard.model.label";

    /** Picture bytes with the header {@link #REQUEST} of {@code {model, client}} → {@code {trials}}. */
    public static final String TRY_MODEL = "regard.model.try";

    /** Published whenever a model came, went or changed. */
    public static final String MODELS_CHANGED = "regard.models.changed";

    /** What to do, as in {@link #REQUEST}, without a picture → {@code {forwards, millis, device}}. */
    public static final String COST = "regard.cost";

    /** A request as in {@link #REQUEST}, without a picture → nothing, or why it cannot be done. */
    public static final String CHECK = "regard.check";

    /** Anything → {@code {methods}}. */
    public static final String METHODS = "regard.methods";

    /**
     * Header that says in JSON what to do with the picture: {@code id} of the work, {@code admittedMicros} since
     * 1970, {@code client} who asks, and {@code model}, {@code method}, {@code layer}, {@code classes} or {@code top}, and
     * options of methods, as they were asked for.
     */
    public static final String REQUEST = "request";

    private Addresses() {}
}
