package dev.regard.explain;

import java.util.List;

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

    /** The {@code count} classes of the highest score. */
    record Best(int count) implements ClassSelection {}

    /** These classes, each a class index in decimal or a class label. */
    record Listed(List<String> classes) implements ClassSelection {
        public Listed {
            classes = List.copyOf(classes);
        }

        @Override
        public int count() {
            return classes.size();
        }
    }
}
