package dev.regard.bias;

import dev.regard.bias.BiasReport.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order in which groups are shown: the worst first. Pure. */
final class Ranking {

    private Ranking() {}

    /** Suspicious groups first, those that do most in most pictures before others; then by evidence. Numbered from 1. */
    static List<Group> of(List<Group> groups) {
        List<Group> sorted = groups.stream()
                .sorted(Comparator.comparing((Group group) -> !group.suspicious())
                        .thenComparing(group -> group.suspicious() ? -harm(group) : 0)
                        .thenComparing(group -> -group.evidence()))
                .toList();
        List<Group> numbered = new ArrayList<>();
        for (Group group : sorted) {
            numbered.add(new Group(
                    numbered.size() + 1,
                    group.regions(),
                    group.pictures(),
                    group.evidence(),
                    group.place(),
                    group.pixels(),
                    group.covered(),
                    group.pasted(),
                    group.suspicious(),
                    group.reason(),
                    group.examples()));
        }
        return numbered;
    }

    private static double harm(Group group) {
        double effect = Math.max(0, group.covered().difference())
                + Math.max(0, group.pasted().difference());
        return group.pictures() * effect;
    }
}
