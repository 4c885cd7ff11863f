package dev.regard.onnx;

import java.util.HashSet;
import java.util.Set;

/** Hands out names that no value of a graph has yet. */
final class NameAuthority {

    private final Set<String> taken = new HashSet<>();

    /** Notes a name that the file uses. */
    void take(String name) {
        if (!taken.add(name)) {
            throw new InvalidGraphException("two values are called '" + name + "'");
        }
    }

    /** A new name that begins like {@code wish}. */
    String unique(String wish) {
        String name = wish;
        for (int number = 1; !taken.add(name); number++) {
            name = wish + "_" + number;
        }
        return name;
    }
}
