package dev.regard.explain;

import dev.regard.cam.CamMethod;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How thoroughly a method looks: what a request says of the {@link MethodOption}s, and what is usual of the others. */
public final class MethodOptions {

    /** What serves most pictures. */
    public static final MethodOptions DEFAULT = new MethodOptions(Map.of());

    private final Map<MethodOption, Object> given;

    private MethodOptions(Map<MethodOption, Object> given) {
        this.given = given;
    }

    /**
     * Reads fields of a request.
     *
     * @param fields numbers, switches or texts by the name of the field; those that are no options are passed over
     * @throws ExplainException.BadSelection where one is out of range
     */
    public static MethodOptions of(Map<String, Object> fields) {
        Map<MethodOption, Object> given = new EnumMap<>(MethodOption.class);
        fields.forEach(
                (field, value) -> MethodOption.named(field).ifPresent(option -> given.put(option, option.read(value))));
        return new MethodOptions(given);
    }

    /** With what the model says of an option that no request did. */
    MethodOptions with(MethodOption option, Object value) {
        Map<MethodOption, Object> more = new EnumMap<>(MethodOption.class);
        more.putAll(given);
        more.put(option, option.read(value));
        return new MethodOptions(more);
    }

    /** True where a request says it, or it is usual. */
    boolean has(MethodOption option) {
        return given.containsKey(option) || option.usual() != null;
    }

    int whole(MethodOption option) {
        return ((Number) value(option)).intValue();
    }

    double number(MethodOption option) {
        return ((Number) value(option)).doubleValue();
    }

    boolean isOn(MethodOption option) {
        return (Boolean) value(option);
    }

    Colour colour(MethodOption option) {
        return Colour.named(option.field(), value(option).toString());
    }

    /** Those that a method reads, by field. */
    Map<String, Object> usedBy(CamMethod method) {
        Map<String, Object> used = new LinkedHashMap<>();
        MethodOption.of(method).stream().filter(this::has).forEach(option -> used.put(option.field(), value(option)));
        return used;
    }

    /** Those that a method reads, for clients. */
    static List<MethodDescription.Option> describe(CamMethod method) {
        return MethodOption.of(method).stream().map(MethodOption::describe).toList();
    }

    private Object value(MethodOption option) {
        return Objects.requireNonNull(given.getOrDefault(option, option.usual()), option.field());
    }
}
