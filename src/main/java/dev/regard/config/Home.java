package dev.regard.config;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The folder that Regard's own files lie in.
 *
 * @param folder holds {@code webroot} and {@code models}
 */
public record Home(Path folder) {

    /**
     * The working directory, else the folder of the jar or the one above it, as {@code target/regard.jar} lies in a
     * checkout.
     *
     * @throws IllegalArgumentException where none of them holds a {@code webroot}
     */
    public static Home find() {
        return Stream.concat(Stream.of(Path.of("").toAbsolutePath()), aroundTheJar().stream())
                .filter(folder -> Files.isDirectory(folder.resolve("webroot")))
                .findFirst()
                .map(Home::new)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "There is no folder 'webroot' in the working directory or beside the jar: start Regard in its own folder."));
    }

    /** The pages' scripts, styles and sample pictures. */
    public Path webroot() {
        return folder.resolve("webroot");
    }

    /** The embedded models; none where the folder was taken away. */
    public List<Path> models() {
        return Stream.of(folder.resolve("models")).filter(Files::isDirectory).toList();
    }

    private static List<Path> aroundTheJar() {
        try {
            Path code = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Stream.iterate(code.getParent(), Objects::nonNull, Path::getParent)
                    .limit(2)
                    .toList();
        } catch (URISyntaxException noFile) {
            return List.of();
        }
    }
}
