package dev.regard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainException;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.MethodOptions;
import dev.regard.explain.Truth;
import dev.regard.image.Box;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What studies are told about where objects are. */
class GivenTruthTest {

    /** An EXIF segment that says: lies on its side. */
    private static final byte[] ON_ITS_SIDE = HexFormat.of()
            .parseHex("ffe10022457869660000" + "49492a0008000000" + "010012010300" + "0100000006000000" + "00000000");

    private static Explainer explainer;

    private final Cancellation cancellation = new Cancellation();

    @BeforeAll
    static void open() {
        explainer = Explainer.open(List.of(Path.of("models/toybox")), "cpu");
    }

    @AfterAll
    static void close() {
        explainer.close();
    }

    @Test
    void boxesAndMasksLieInTheUprightPicture() throws IOException {
        // Given a picture of 24 x 16 pixels that is 16 x 24 upright
        byte[] stored = encoded(24, 16, 0x808080, "jpeg");
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        picture.write(stored, 0, 2);
        picture.write(ON_ITS_SIDE);
        picture.write(stored, 2, stored.length - 2);
        JsonObject options = new JsonObject("{\"boxes\": {\"one\": [[0, 20, 4, 4]]}, \"masks\": {\"one\": \"mask\"}}");
        // When
        Map<Integer, Truth> truths = read(picture.toByteArray(), encoded(16, 24, 0xffffff, "png"), options);
        // Then
        assertThat(truths).containsOnlyKeys(0).allSatisfy((number, truth) -> {
            assertThat(truth.boxes()).containsExactly(new Box(0, 20, 4, 4));
            assertThat(truth.holds(15, 23)).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"masks": {"one": "large"}}  | The mask 'large' has 17 x 16 pixels, but its picture 16 x 16. Send it at the size of the picture.
            {"masks": {"one": "black"}}  | The mask 'black' is empty: all of it is black or transparent.
            {"masks": {"one": "broken"}} | This is not a picture in a format that can be read.
            {"masks": {"two": "black"}}  | 'masks' names a picture that is not among 'images': 'two'.
            {"masks": {"one": 3}}        | 'masks' must be an object with the id of a mask,
            {"masks": {"one": null}}     | 'masks' must be an object with the id of a mask,
            {"masks": "black"}           | 'masks' must be an object with the id of a mask,
            {"boxes": {"one": [0, 0, 17, 4]}} | The box [0,0,17,4] does not lie within its picture of 16 x 16 pixels.
            """)
    void whatCannotBeIsRefusedWithASentence(String options, String said) throws IOException {
        // Given
        byte[] picture = encoded(16, 16, 0x808080, "png");
        byte[] mask = options.contains("large")
                ? encoded(17, 16, 0xffffff, "png")
                : options.contains("broken") ? new byte[] {1, 2, 3} : encoded(16, 16, 0, "png");
        // When, then
        assertThatThrownBy(() -> read(picture, mask, new JsonObject(options)))
                .isInstanceOf(ExplainException.class)
                .hasMessageStartingWith(said);
    }

    @Test
    void aPictureHasOnlySoManyBoxes() throws IOException {
        // Given
        byte[] picture = encoded(16, 16, 0x808080, "png");
        List<List<Integer>> boxes = Collections.nCopies(1001, List.of(0, 0, 4, 4));
        JsonObject options = new JsonObject(Map.of("boxes", Map.of("one", boxes)));
        // When, then
        assertThatThrownBy(() -> read(picture, picture, new JsonObject(options.encode())))
                .hasMessage("A picture may have at most 1000 boxes, given 1001.");
    }

    @Test
    void nobodyReadsMasksForWhoHasGone() throws IOException {
        // Given
        byte[] picture = encoded(16, 16, 0xffffff, "png");
        cancellation.cancel();
        // When, then
        assertThatThrownBy(() -> read(picture, picture, new JsonObject("{\"masks\": {\"one\": \"mask\"}}")))
                .isInstanceOf(ExplainException.Cancelled.class);
    }

    private Map<Integer, Truth> read(byte[] picture, byte[] mask, JsonObject options) {
        ExplainRequest request = new ExplainRequest(
                picture, null, null, List.of(), new ClassSelection.Best(1), MethodOptions.DEFAULT, "test");
        Map<String, byte[]> masks = Map.of("mask", mask, "large", mask, "black", mask, "broken", mask);
        Study.Request study = new Study.Request(request, List.of(picture), List.of("one"), masks, options);
        return GivenTruth.of(explainer, study, new StudyOptions(options, List.of("boxes", "masks")), cancellation);
    }

    private static byte[] encoded(int width, int height, int colour, String format) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < width * height; pixel++) {
            image.setRGB(pixel % width, pixel / width, colour);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
