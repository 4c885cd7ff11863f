package dev.regard.worker;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The studies that there are, by the names they are asked for by. */
public final class Studies {

    private static final Map<String, Study> ALL = new TreeMap<>(Map.of(
            "bias", new BiasStudy(),
            "check", new CheckStudy(),
            "methods", new RankingStudy(),
            "report", new ReportStudy()));

    private Studies() {}

    /** Their names. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    static Optional<Study> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }
}
