package dev.regard.hub;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which of several ONNX files one means who names none: the usual names first, then full precision, then the shortest name. */
final class OnnxOrder {

    private static final List<String> USUAL = List.of("model.onnx", "onnx/model.onnx");

    /** How exporters mark what they made smaller and less exact. */
    private static final Pattern REDUCED =
            Pattern.compile("(^|[^a-z])(u?int[48]|b?fp?16|float16|q[48](f16)?|bnb4|qdq|quant(ized)?|o4)([^a-z]|$)");

    static final Comparator<HubFile> PREFERRED_FIRST = Comparator.comparing(OnnxOrder::rank)
            .thenComparing(file -> isReduced(file.name()))
            .thenComparing(file -> file.path().length())
            .thenComparing(HubFile::path);

    private OnnxOrder() {}

    private static int rank(HubFile file) {
        int position = USUAL.indexOf(file.path());
        return position < 0 ? USUAL.size() : position;
    }

    /** Whether a name tells of less than full precision. */
    static boolean isReduced(String name) {
        return REDUCED.matcher(name.toLowerCase(Locale.ROOT)).find();
    }
}
