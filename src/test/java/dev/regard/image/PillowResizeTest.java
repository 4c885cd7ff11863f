package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Against Pillow 9.4 to the bit: every filter, thin and large pictures, up and down; {@code resize/make.py} made the sums. */
class PillowResizeTest {

    @ParameterizedTest
    @CsvFileSource(resources = "/resize/sums.csv", numLinesToSkip = 1)
    void resizesToTheBytesOfPillow(
            int width, int height, int toWidth, int toHeight, Interpolation interpolation, String sha256)
            throws NoSuchAlgorithmException {
        // Given
        Pixels picture = Pictures.hashed(width, height);
        Axis columns = Axis.whole(width, toWidth);
        Axis rows = Axis.whole(height, toHeight);

        // When
        Samples rgb = Resampler.resize(Samples.rgb(picture), columns, rows, interpolation);
        Samples grey = Resampler.resize(Samples.grey(picture), columns, rows, interpolation);

        // Then
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(rgb.bytes());
        digest.update(grey.bytes());
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
    }
}
