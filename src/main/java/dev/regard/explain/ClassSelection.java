package dev.regard.explain;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Which classes to explain. */
public sealed interface ClassSelection {

    /** How many are paid for one by one: those that come at no extra cost count as one. */
    int count();

    /** Every class; only for methods that give all maps at no extra cost. */
    record All() implements ClassSelection {
        @Override
        public int count() {
            return 1;
        }
    }

    /** The {@code count} classes of the highest score, or all where there are fewer. */
    record Best(int count) implements ClassSelection {}

    /** These classes. */
    record Listed(List<Key> classes) implements ClassSelection {
        public Listed {
            classes = List.copyOf(classes);
        }

        /** Classes by their names. */
        public static Listed named(String... names) {
            return new Listed(Stream.of(names).<Key>map(Name::new).toList());
        }

        /** Classes by their indices. */
        public static Listed at(Collection<Integer> indices) {
            return new Listed(indices.stream().<Key>map(Index::new).toList());
        }

        @Override
        public int count() {
            return classes.size();
        }
    }

    /** Index or name that one class is asked for by. */
    sealed interface Key {
        /** A number is an index, a text a name. */
        static Key of(Object given) {
            return given instanceof Number index ? new Index(index.intValue()) : new Name(given.toString());
        }
    }

    /** A class index, from 0. */
    record Index(int index) implements Key {}

    /** The name of a class; where none is called so, a text of digits is a class index. */
    record Name(String name) implements Key {}
}
