package dev.regard.runtime;

import ai.onnxruntime.OrtException;
import java.util.regex.Pattern;

/** Why ONNX Runtime refuses something, without the places in its own source code that it names. */
final class OrtReason {

    /** Names that the file chose may be of any length. */
    private static final int LONGEST = 2000;

    private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");

    /** A file with its line, and then as a rule the function with the types of its parameters. */
    private static final Pattern PLACE = Pattern.compile(
            "/onnxruntime_src/\\S+:\\d+ (?:.*?\\)(?: const)?(?: \\[with .*?])? (?=[A-Z]))?|\\b\\w+\\.(?:cc|h):\\d+ \\w+ ");

    private OrtReason() {}

    /** In one line. */
    static String of(OrtException e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        String shortened = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        return PLACE.matcher(CODE.matcher(shortened).replaceFirst("")).replaceAll("");
    }
}
