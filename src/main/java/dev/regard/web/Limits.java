package dev.regard.web;

/** How much a client may send. */
final class Limits {

    static final int PICTURE_BYTES = 20 * 1024 * 1024;
    static final String PICTURE_TOO_LARGE =
            "The picture is larger than 20 MB (20 x 1024 x 1024 bytes). Send a smaller one.";

    /** Boundaries, headers and the other fields of a form. */
    static final int FORM_BYTES = 64 * 1024;

    /** Files and fields of a form: a model has a thousand files, and pictures have their settings. */
    static final int FORM_FIELDS = 1100;

    /** The names of some ten thousand classes. */
    static final int LABELS_BYTES = 2 * 1024 * 1024;

    /** The ids of ten thousand pictures. */
    static final int BATCH_BYTES = 2 * 1024 * 1024;

    static final int JSON_BYTES = 64 * 1024;
    static final String JSON_TOO_LARGE = "The request is larger than 64 kB of JSON. Send the picture by itself.";

    private Limits() {}
}
