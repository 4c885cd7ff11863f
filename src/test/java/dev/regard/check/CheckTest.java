package dev.regard.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.MethodOptions;
import dev.regard.explain.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the checks were made for has to hold on average over pictures, as single maps of few cells are alike by chance. */
class CheckTest {

    private static final List<String> PICTURES = List.of("02-beach", "03-breakfast", "04-space", "05-garden");

    @AutoClose
    private static Explainer explainer;

    @BeforeAll
    static void open() {
        explainer = Explainer.open(List.of(Path.of("models/toybox")), "cpu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cam", "grad-cam"})
    void whatComesFromTheModelIsGoneWithTheWeights(String method) {
        // When
        List<CheckReport> reports = check(method, Cover.BLURRED);
        // Then
        assertThat(left(reports)).isLessThan(0.3);
        assertThat(reports)
                .allMatch(report -> report.find(Hiding.class).orElseThrow().outcome() == Outcome.SUPPORTS);
    }

    @Test
    void whatComesFromThePictureStays() {
        assertThat(left(check("guided-backprop", Cover.MEAN))).isGreaterThan(0.6);
    }

    private static double left(List<CheckReport> reports) {
        return reports.stream()
                .mapToDouble(report -> report.find(Cascade.class).orElseThrow().left())
                .average()
                .orElseThrow();
    }

    private static List<CheckReport> check(String method, Cover cover) {
        return PICTURES.stream()
                .map(name -> Check.of(
                        explainer,
                        request(name, method),
                        new CheckOptions(cover, 19, 1),
                        new Cancellation(),
                        Progress.UNHEARD))
                .toList();
    }

    private static ExplainRequest request(String name, String method) {
        try {
            byte[] picture = Files.readAllBytes(Path.of("webroot/samples", name + ".jpg"));
            return new ExplainRequest(
                    picture, null, method, List.of(), new ClassSelection.Best(1), MethodOptions.DEFAULT, "test");
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
