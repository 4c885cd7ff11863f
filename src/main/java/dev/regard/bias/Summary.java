package dev.regard.bias;

import dev.regard.bias.BiasReport.Group;
import dev.regard.bias.BiasReport.MeanMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be said about a report first. Pure. */
final class Summary {

    private Summary() {}

    static String of(
            String label,
            int ofClass,
            Map<String, Integer> classes,
            @Nullable MeanMap mean,
            List<Group> groups,
            boolean isAlike) {
        if (ofClass == 0) {
            String most = classes.keySet().iterator().next();
            return "The model takes none of these pictures for '%s'. Most often it says '%s'.".formatted(label, most);
        } else if (mean == null) {
            return "At this layer nothing speaks for '%s' in any of the pictures.".formatted(label);
        } else if (isAlike) {
            return "The pictures that the model takes for '%s' are nearly the same all over: it cannot be told what recurs."
                    .formatted(label);
        } else if (groups.isEmpty()) {
            return "Nothing recurs in the pictures that the model takes for '%s'. Bring more of them: three show it at the least."
                    .formatted(label);
        }
        Group worst = groups.getFirst();
        return worst.suspicious()
                ? suspicious(label, worst)
                : "Nothing suspicious was found in what speaks for '%s'.".formatted(label);
    }

    private static String suspicious(String label, Group worst) {
        String share = Verdict.percent(worst.pictures());
        if (worst.pasted().low() > Verdict.LEAST_EFFECT) {
            return "Group 1, in %s of the pictures of '%s', is suspicious: pasted into other pictures it turns %s of them into '%s'."
                    .formatted(share, label, Verdict.percent(worst.pasted().flips()), label);
        }
        return "Group 1, in %s of the pictures of '%s', is suspicious: covering it takes %s off the probability."
                .formatted(share, label, Verdict.percent(worst.covered().mean()));
    }
}
