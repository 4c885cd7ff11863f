package dev.regard.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What nobody should be able to harm a server with. The same each time. */
public final class HostileModels {

    private HostileModels() {}

    /** Made by hand, each for one weakness that a reader may have. */
    public static List<HostileModel> handmade() {
        return Stream.of(
                        HostileGraphs.all(),
                        HostileFiles.all(),
                        HostileFunctions.all(),
                        HostileZips.all(),
                        HostileFolders.all())
                .flatMap(List::stream)
                .toList();
    }

    /** A model that takes longer than anybody waits. */
    public static HostileModel endless() {
        return HostileModel.of("an endless loop", HostileFiles.endlessLoop()).tried();
    }

    /** Odd, and taken. */
    public static List<HostileModel> harmless() {
        return HostileFolders.harmless().stream().map(HostileModel::tried).toList();
    }

    /** A model that works, cut off at many places. */
    public static List<HostileModel> cutOff(int count) {
        return cutOff("a model", SmallModel.bytes(), count);
    }

    /** A zip that works, cut off at many places. */
    public static List<HostileModel> cutOffZips(int count) {
        return cutOff("a zip", zip(), count);
    }

    /** A model that works, with bits of it turned. */
    public static List<HostileModel> bitsTurned(int count) {
        return bitsTurned("a model", SmallModel.bytes(), count);
    }

    /** A zip that works, with bits of it turned. */
    public static List<HostileModel> bitsTurnedOfZips(int count) {
        return bitsTurned("a zip", zip(), count);
    }

    private static byte[] zip() {
        return HostileZips.zip("folder/model.onnx", SmallModel.bytes(), "folder/config.json", "{}".getBytes(UTF_8));
    }

    private static List<HostileModel> cutOff(String what, byte[] whole, int count) {
        return IntStream.range(0, count)
                .map(index -> (int) ((long) whole.length * index / count))
                .mapToObj(length -> HostileModel.of(
                        "%s cut off after %d bytes".formatted(what, length), Arrays.copyOf(whole, length)))
                .toList();
    }

    private static List<HostileModel> bitsTurned(String what, byte[] whole, int count) {
        Random random = new Random(7);
        List<HostileModel> turned = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            byte[] bytes = whole.clone();
            int bits = 1 + random.nextInt(8);
            for (int bit = 0; bit < bits; bit++) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            turned.add(HostileModel.of("%s with %d bits turned, no. %d".formatted(what, bits, index), bytes));
        }
        return turned;
    }
}
