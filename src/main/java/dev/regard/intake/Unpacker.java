package dev.regard.intake;

import dev.regard.intake.IntakeException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Makes a folder of the files of one model, from a zip or one by one. Nothing is ever written outside of that folder. */
final class Unpacker {

    /** Names within a model's folder: what every system can write, no hidden files and no way out. */
    private static final Pattern PART = Pattern.compile("[^./\\\\:*?\"<>|\\p{Cntrl}][^/\\\\:*?\"<>|\\p{Cntrl}]{0,199}");

    /** In bytes, as file systems count. */
    private static final int LONGEST_PART = 255;

    private static final int DEEPEST = 8;
    private static final int BUFFER = 1 << 16;

    /** Weights hardly shrink: what unfolds to more than this many times its size is meant to fill the disk. */
    private static final long MOST_UNFOLDING = 200;

    private static final long SMALL = 64L << 20;
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Path folder;
    private final IntakeLimits limits;
    private long mostUnfolded = Long.MAX_VALUE;
    private long bytes;
    private int files;

    Unpacker(Path folder, IntakeLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** True for a file that begins as zips do. */
    static boolean isZip(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return Arrays.equals(input.readNBytes(ZIP.length), ZIP);
        }
    }

    /** Where a file of this name goes; refuses names that lead elsewhere. */
    static Path place(Path folder, String name) {
        String[] parts = name.replace('\\', '/').split("/", -1);
        Path place = folder;
        for (String part : parts) {
            if (!PART.matcher(part).matches()
                    || part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART
                    || parts.length > DEEPEST) {
                throw new IntakeException(
                        Kind.BAD_UPLOAD, "'%s' is no name of a file in a model's folder.".formatted(shortened(name)));
            }
            place = resolve(place, part, name);
        }
        return place;
    }

    private static Path resolve(Path folder, String part, String name) {
        try {
            return folder.resolve(part);
        } catch (InvalidPathException e) {
            throw new IntakeException(Kind.BAD_UPLOAD, "'%s' is no name of a file.".formatted(shortened(name)), e);
        }
    }

    private static String shortened(String name) {
        String visible = name.replaceAll("\\p{Cntrl}", "?");
        return visible.length() > 80 ? visible.substring(0, 80) + "…" : visible;
    }

    /** Unpacks a zip; what no model needs, such as hidden files and weights in other formats, stays out. */
    void unpack(Path zip) throws IOException {
        mostUnfolded = Math.max(SMALL, MOST_UNFOLDING * Files.size(zip));
        ZipDirectory.check(zip);
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = archive.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && SentFiles.isWanted(entry.getName())) {
                    Path place = place(folder, entry.getName());
                    try (InputStream input = archive.getInputStream(entry)) {
                        write(input, place, entry.getName());
                    }
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new IntakeException(
                    Kind.BAD_UPLOAD, "The zip is damaged, encrypted or cut off. Pack the folder again.", e);
        }
    }

    private void write(InputStream input, Path place, String name) throws IOException {
        if (++files > limits.files()) {
            throw new IntakeException(Kind.TOO_LARGE, "The zip holds more than %,d files.".formatted(limits.files()));
        }
        try {
            Files.createDirectories(Objects.requireNonNull(place.getParent()));
        } catch (FileAlreadyExistsException e) {
            throw twice(name, e);
        }
        byte[] buffer = new byte[BUFFER];
        try (OutputStream output = Files.newOutputStream(place, StandardOpenOption.CREATE_NEW)) {
            for (int read = input.read(buffer); read > 0; read = input.read(buffer)) {
                bytes += read;
                if (bytes > limits.bytes()) {
                    throw tooLarge(limits.bytes());
                } else if (bytes > mostUnfolded) {
                    throw new IntakeException(
                            Kind.TOO_LARGE,
                            "The zip unfolds to more than %d times its size, as no model does."
                                    .formatted(MOST_UNFOLDING));
                }
                output.write(buffer, 0, read);
            }
        } catch (FileAlreadyExistsException e) {
            throw twice(name, e);
        }
    }

    /** Of two things at one place. */
    static IntakeException twice(String name, Throwable cause) {
        return new IntakeException(
                Kind.BAD_UPLOAD, "'%s' comes twice, or as a file and as a folder.".formatted(shortened(name)), cause);
    }

    static IntakeException tooLarge(long limit) {
        return new IntakeException(
                Kind.TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "The model takes more than %.1f GB, the most that this server takes (REGARD_MODEL_LIMIT).",
                        limit / 1e9));
    }
}
