package dev.regard.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips that lead out of the folder, unfold to more than there is room, or say of themselves what is not true. */
final class HostileZips {

    private static final String MODEL = "model.onnx";

    /** In an entry's record at the end: flags, sizes and the mode of the file. */
    private static final int FLAGS = 8;

    private static final int PACKED_SIZE = 20;
    private static final int SIZE = 24;
    private static final int MODE = 38;
    private static final int OFFSET = 42;
    private static final int SYMLINK = 0xA1FF;

    private HostileZips() {}

    static List<HostileModel> all() {
        List<HostileModel> zips = new ArrayList<>();
        for (String name : List.of(
                "../model.onnx",
                "/etc/model.onnx",
                "C:\\model.onnx",
                "a/../../model.onnx",
                "a/b/../../../model.onnx",
                "..\\..\\model.onnx",
                "a\0.onnx",
                "a\n.onnx",
                "./model.onnx",
                "//model.onnx",
                "a//model.onnx",
                "x".repeat(10_000) + ".onnx",
                "x".repeat(251) + ".onnx",
                "é".repeat(190) + ".onnx",
                "d/".repeat(100) + "model.onnx",
                "d/".repeat(20_000) + "model.onnx",
                "model.onnx/",
                "con:.onnx",
                "~/model.onnx?")) {
            zips.add(HostileModel.of("an entry " + shown(name), zip(name, SmallModel.bytes())));
        }
        zips.addAll(List.of(
                HostileModel.of("an entry that is twice there", twice()),
                HostileModel.of(
                        "a file that is a folder, too", zip("a", new byte[1], "a/model.onnx", SmallModel.bytes())),
                HostileModel.of(
                        "a folder that is a file, too", zip("a/model.onnx", SmallModel.bytes(), "a", new byte[1])),
                HostileModel.of(
                        "a folder named as a model", zip("model.onnx/", new byte[0], "model.onnx/a.txt", new byte[1])),
                HostileModel.of("a link", patched(zip(MODEL, "/etc/passwd".getBytes(UTF_8)), MODE, (short) SYMLINK)),
                HostileModel.of("an encrypted entry", encrypted()),
                HostileModel.of("a zip in a zip", zip("model.zip", zip(MODEL, SmallModel.bytes()))),
                HostileModel.of("a zip named as a model in a zip", zip(MODEL, zip(MODEL, SmallModel.bytes()))),
                HostileModel.of("a zip without a model", zip("README.md", new byte[9])),
                HostileModel.of(
                        "two models side by side",
                        zip("a/model.onnx", SmallModel.bytes(), "b/model.onnx", SmallModel.bytes())),
                HostileModel.of("an empty model in a zip", zip(MODEL, new byte[0])),
                HostileModel.of("a zip that is its first half", half()),
                HostileModel.of(
                        "a zip with a wrong packed size", patched(zip(MODEL, SmallModel.bytes()), PACKED_SIZE, 5)),
                HostileModel.of("a zip with a wrong size", patched(zip(MODEL, SmallModel.bytes()), SIZE, 1 << 30))
                        .tried(),
                HostileModel.of("a zip whose entry lies elsewhere", patched(zip(MODEL, SmallModel.bytes()), OFFSET, 7)),
                HostileModel.of(
                        "a zip whose entry lies behind its end",
                        patched(zip(MODEL, SmallModel.bytes()), OFFSET, 1 << 30)),
                HostileModel.of(
                        "a zip that calls for 64 bits and has none", patched(zip(MODEL, SmallModel.bytes()), SIZE, -1)),
                HostileModel.of("a zip whose directory takes more than there is", directory(1 << 30)),
                HostileModel.of("a zip whose directory is empty", directory(0)),
                HostileModel.of("overlapping entries", overlapping()),
                new HostileModel("seventy thousand entries", output -> entries(output, 70_000, "")),
                new HostileModel("seventy thousand hidden entries", output -> entries(output, 70_000, ".git/")),
                new HostileModel("four hundred thousand entries", output -> entries(output, 400_000, "")),
                new HostileModel("two gigabytes of zeros", output -> zeros(output, 2L << 30)),
                new HostileModel(
                        "ten million nodes in a zip",
                        output -> deflated(output, HostileModel.bytes(HostileFiles::tenMillionNodes)))));
        return zips;
    }

    private static String shown(String name) {
        String visible = name.replace("\0", "NUL").replace("\n", "LF");
        return visible.length() > 40 ? visible.substring(0, 20) + "… of " + name.length() : visible;
    }

    /** A zip of files: names and contents in turn. */
    static byte[] zip(Object... files) {
        return HostileModel.bytes(output -> {
            try (ZipOutputStream zip = new ZipOutputStream(output)) {
                for (int index = 0; index < files.length; index += 2) {
                    zip.putNextEntry(new ZipEntry((String) files[index]));
                    zip.write((byte[]) files[index + 1]);
                    zip.closeEntry();
                }
            }
        });
    }

    private static void deflated(OutputStream output, byte[] model) throws IOException {
        output.write(zip(MODEL, model));
    }

    private static byte[] twice() {
        byte[] zip = zip(MODEL, SmallModel.bytes(), "model.onny", SmallModel.bytes());
        return new String(zip, ISO_8859_1).replace("model.onny", MODEL).getBytes(ISO_8859_1);
    }

    private static byte[] half() {
        byte[] zip = zip(MODEL, SmallModel.bytes());
        return Arrays.copyOf(zip, zip.length / 2);
    }

    /** Where the record of the first entry begins in the directory at the end. */
    private static int directoryOf(byte[] zip) {
        return new String(zip, ISO_8859_1).indexOf("PK\1\2");
    }

    private static ByteBuffer littleEndian(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] patched(byte[] zip, int field, int value) {
        littleEndian(zip).putInt(directoryOf(zip) + field, value);
        return zip;
    }

    private static byte[] patched(byte[] zip, int field, short value) {
        littleEndian(zip).putShort(directoryOf(zip) + field + 2, value);
        return zip;
    }

    private static byte[] encrypted() {
        byte[] zip = zip(MODEL, SmallModel.bytes());
        zip[directoryOf(zip) + FLAGS] |= 1;
        zip[6] |= 1;
        return zip;
    }

    private static byte[] directory(int size) {
        byte[] zip = zip(MODEL, SmallModel.bytes());
        littleEndian(zip).putInt(zip.length - 10, size);
        return zip;
    }

    /** A hundred entries that are one and the same. */
    private static byte[] overlapping() {
        byte[] packed = zip(MODEL, new byte[32 << 20]);
        int begin = directoryOf(packed);
        byte[] record = Arrays.copyOfRange(packed, begin, packed.length - 22);
        return HostileModel.bytes(output -> {
            output.write(packed, 0, begin);
            for (int index = 0; index < 100; index++) {
                byte[] each = record.clone();
                each[46] = (byte) ('a' + index % 26);
                each[47] = (byte) ('a' + index / 26);
                output.write(each);
            }
            ByteBuffer end = littleEndian(Arrays.copyOfRange(packed, packed.length - 22, packed.length));
            end.putShort(8, (short) 100).putShort(10, (short) 100).putInt(12, 100 * record.length);
            output.write(end.array());
        });
    }

    private static void entries(OutputStream output, int count, String folder) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(output)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (int index = 0; index < count; index++) {
                ZipEntry entry = new ZipEntry(folder + "file" + index);
                entry.setSize(0);
                entry.setCrc(new CRC32().getValue());
                zip.putNextEntry(entry);
            }
        }
    }

    private static void zeros(OutputStream output, long count) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(output)) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry(MODEL));
            byte[] zeros = new byte[1 << 20];
            for (long written = 0; written < count; written += zeros.length) {
                zip.write(zeros);
            }
        }
    }
}
