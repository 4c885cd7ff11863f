package dev.regard.explain;

import dev.regard.runtime.LayerInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an explanation is of: two of the same id hold the same maps.
 *
 * @param hash  SHA-256 of all that maps depend on, in hexadecimal: the picture, the model's files, and how it was looked at
 * @param model the model as it was read: another one that comes in its place has another
 */
public record ExplanationId(String hash, String model) {

    static ExplanationId of(MethodChoice choice, String imageId) {
        LoadedModel model = choice.model();
        Stream<String> parts = Stream.of(
                imageId,
                model.name(),
                model.fingerprint(),
                choice.method().id(),
                named(choice.layers().stream().map(LayerInfo::name).toList()),
                classes(choice),
                choice.options().usedBy(choice.method()).toString());
        return new ExplanationId(Checksum.sha256(named(parts.toList()).getBytes(StandardCharsets.UTF_8)), model.id());
    }

    private static String classes(MethodChoice choice) {
        return switch (choice.classes()) {
            case ClassSelection.All all -> "all";
            case ClassSelection.Best best -> "best " + best.count();
            case ClassSelection.Listed listed ->
                choice.names().resolve(listed, List.of()).toString();
        };
    }

    /** With the length of each, so that no two lists come to the same text. */
    private static String named(List<String> parts) {
        return parts.stream().map(part -> part.length() + ":" + part).collect(Collectors.joining());
    }
}
