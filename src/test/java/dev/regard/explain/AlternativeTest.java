package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.cam.MapFinding;
import dev.regard.cam.MapFinding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is offered in place of a map that is numerically nothing works, and gives a map. */
class AlternativeTest {

    /** The output of a transformer's block; the next begins with a LayerNorm, behind which HiResCAM cancels out. */
    private static final String BEFORE_NORMALIZATION = "/before/before.1/Add_1_output_0";

    @AutoClose
    private static Explainer explainer;

    private static byte[] dogAndCat;

    @BeforeAll
    static void open() throws IOException {
        explainer = Explainer.open(List.of(Path.of("src/test/resources/goldens")), "cpu");
        dogAndCat = Files.readAllBytes(Path.of("webroot/samples/01-dog-and-cat.jpg"));
    }

    @Test
    void anotherMethodIsOfferedWhereOneCancelsOut() {
        // When
        ClassMap nothing = map("hires-cam");
        // Then
        assertThat(nothing.isNothing()).isTrue();
        assertThat(nothing.finding()).extracting(MapFinding::kind).isEqualTo(Kind.CANCELLED);
        assertThat(nothing.alternative()).isEqualTo(new Alternative("grad-cam-elementwise", null));
        assertThat(map("grad-cam-elementwise").isNothing()).isFalse();
    }

    @Test
    void nothingIsOfferedInPlaceOfAMapThatMeansSomething() {
        assertThat(map("layer-cam").alternative()).isNull();
    }

    private static ClassMap map(String method) {
        ExplainRequest request = new ExplainRequest(
                dogAndCat,
                "class_token",
                method,
                List.of(BEFORE_NORMALIZATION),
                new ClassSelection.Best(1),
                MethodOptions.DEFAULT,
                "somebody");
        return explainer.explain(request, new Cancellation()).maps().getFirst();
    }
}
