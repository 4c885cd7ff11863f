package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views of a picture, maps of them put back, coarser maps and blurred pictures. */
class PictureViewTest {

    private static final int HEIGHT = 40;
    private static final int WIDTH = 60;

    static List<PictureView> views() {
        return PictureView.all();
    }

    @ParameterizedTest
    @MethodSource("views")
    void aMapOfTheViewGoesBackToWhereItBelongs(PictureView view) {
        // Given a smooth spot, and a "map" that is the brightness of the view itself
        FloatTensor picture = spot(14, 41);
        MapGeometry pixels = MapGeometry.even(HEIGHT, WIDTH, HEIGHT, WIDTH);
        ActivationMap seen = new ActivationMap(HEIGHT, WIDTH, view.of(picture).values());

        // When
        PlacedMap back = view.undo(new PlacedMap(seen, pixels), WIDTH / 2.0, HEIGHT / 2.0);

        // Then
        float[] again = Bilinear.resample(back.map(), back.geometry(), HEIGHT, WIDTH, pixels)
                .values();
        for (int row = 4; row < HEIGHT - 4; row++) {
            for (int column = 6; column < WIDTH - 6; column++) {
                assertThat(again[row * WIDTH + column])
                        .isCloseTo(picture.values()[row * WIDTH + column], within(0.02f));
            }
        }
    }

    @Test
    void theFirstViewIsThePictureItself() {
        // Given
        FloatTensor picture = spot(3, 5);

        // Then
        assertThat(PictureView.all().getFirst()).isEqualTo(PictureView.PLAIN);
        assertThat(PictureView.PLAIN.of(picture).values()).containsExactly(picture.values());
    }

    @Test
    void aFlippedViewIsAMirror() {
        // Given
        FloatTensor picture = new FloatTensor(Shape.of(2, 1, 3), new float[] {1, 2, 3, 4, 5, 6});

        // Then
        assertThat(new PictureView(true, 1).of(picture).values()).containsExactly(3, 2, 1, 6, 5, 4);
    }

    @Test
    void coarserCellsAreMeansAndLieInTheMiddle() {
        // Given
        ActivationMap map = new ActivationMap(2, 4, new float[] {1, 3, 5, 7, 1, 3, 5, 7});
        PlacedMap placed = new PlacedMap(map, new MapGeometry(10, 20, 2, 4, true));

        // When
        PlacedMap coarse = placed.coarse(2);

        // Then
        assertThat(coarse.map().values()).containsExactly(2, 6);
        assertThat(coarse.geometry()).isEqualTo(new MapGeometry(11, 22, 4, 8, true));
        assertThat(placed.coarse(4)).isSameAs(placed);
    }

    @Test
    void blurringKeepsWhatIsEvenAndSpreadsAPoint() {
        // Given
        FloatTensor picture = new FloatTensor(Shape.of(2, 21, 21), new float[2 * 441]);
        picture.values()[10 * 21 + 10] = 1;
        Arrays.fill(picture.values(), 441, 882, 0.5f);

        // When
        float[] blurred = GaussianBlur.of(picture, 2).values();

        // Then the middle of a Gaussian of deviation 2 is 1 / (2 pi 4)
        assertThat(blurred[10 * 21 + 10]).isCloseTo((float) (1 / (8 * Math.PI)), within(1e-3f));
        assertThat(blurred[10 * 21 + 12]).isCloseTo((float) (blurred[10 * 21 + 10] * Math.exp(-0.5)), within(1e-4f));
        assertThat(blurred[441 + 17]).isCloseTo(0.5f, within(1e-5f));
    }

    private static FloatTensor spot(int row, int column) {
        FloatTensor picture = FloatTensor.zeros(Shape.of(1, HEIGHT, WIDTH));
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double squares = (y - row) * (y - row) + (x - column) * (x - column);
                picture.values()[y * WIDTH + x] = (float) Math.exp(-squares / 72);
            }
        }
        return picture;
    }
}
