package dev.regard.cam;

import java.util.List;

/**
 * What to choose in place of a map that says nothing.
 *
 * @param text         a sentence for people
 * @param methods      worth trying, best first; whether the model allows them is another matter
 * @param earlierLayer true where the same method may say more at an earlier layer
 */
public record Advice(String text, List<CamMethod> methods, boolean earlierLayer) {

    public Advice {
        methods = List.copyOf(methods);
    }

    static Advice words(String text) {
        return new Advice(text, List.of(), false);
    }

    static Advice methods(String text, CamMethod... methods) {
        return new Advice(text, List.of(methods), false);
    }

    static Advice earlierLayer(String text, CamMethod... methods) {
        return new Advice(text, List.of(methods), true);
    }

    Advice withMore(String more) {
        return new Advice(text + more, methods, earlierLayer);
    }
}
