package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResamplerTest {

    @ParameterizedTest
    @EnumSource
    void aConstantPictureStaysConstant(Interpolation interpolation) {
        // Given
        byte[] rgb = new byte[3 * 19 * 23];
        Arrays.fill(rgb, (byte) 200);

        // When
        Pixels resized = Resampler.resize(new Pixels(19, 23, rgb), 31, 5, interpolation);

        // Then
        assertThat(resized.rgb()).hasSize(3 * 31 * 5).containsOnly(200);
    }

    @ParameterizedTest
    @EnumSource
    void theSameSizeGivesTheSamePixels(Interpolation interpolation) {
        // Given
        Pixels picture = Pictures.rampPixels(17, 9);

        // When
        Pixels resized = Resampler.resize(picture, 17, 9, interpolation);

        // Then
        assertThat(resized.rgb()).isEqualTo(picture.rgb());
    }

    /** Halving widens the triangle to 4 pixels: weights 3/7 3/7 1/7 for the first, 1/7 3/7 3/7 for the second. */
    @Test
    void halvingByBilinearFollowsTheTriangle() {
        // Given
        Pixels row = grey(4, 1, 0, 70, 140, 210);

        // When
        Pixels resized = Resampler.resize(row, 2, 1, Interpolation.BILINEAR);

        // Then
        assertThat(resized.rgb()).containsExactly(50, 50, 50, 160, 160, 160);
    }

    /** Expected values were printed by Pillow 12.3. */
    @ParameterizedTest
    @CsvSource({
        "NEAREST,  '240 250 90'", "BOX,      '125 135 70'", "BILINEAR, '110 138 96'",
        "HAMMING,  '121 136 77'", "BICUBIC,  '108 143 92'", "LANCZOS,  '103 149 92'"
    })
    void everyKernelGivesTheNumbersOfPillow(Interpolation interpolation, String expected) {
        // Given
        Pixels row = grey(6, 1, 10, 240, 20, 250, 50, 90);

        // When
        Pixels resized = Resampler.resize(row, 3, 1, interpolation);

        // Then
        assertThat(greys(resized)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void aWindowIsTheSameAsCutFromTheWhole(Interpolation interpolation) {
        // Given
        Pixels picture = Pictures.rampPixels(40, 30);
        Pixels whole = Resampler.resize(picture, 23, 37, interpolation);

        // When
        Samples window =
                Resampler.resize(Samples.rgb(picture), new Axis(40, 23, 5, 11), new Axis(30, 37, 8, 20), interpolation);

        // Then
        Samples cut =
                Resampler.resize(Samples.rgb(whole), new Axis(23, 23, 5, 11), new Axis(37, 37, 8, 20), interpolation);
        assertThat(window.bytes()).isEqualTo(cut.bytes());
    }

    private static Pixels grey(int width, int height, int... values) {
        byte[] rgb = new byte[3 * values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) values[i / 3];
        }
        return new Pixels(width, height, rgb);
    }

    private static String greys(Pixels picture) {
        StringBuilder greys = new StringBuilder();
        for (int i = 0; i < picture.rgb().length; i += 3) {
            greys.append(i == 0 ? "" : " ").append(picture.rgb()[i] & 0xff);
        }
        return greys.toString();
    }
}
