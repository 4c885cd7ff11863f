package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.Preprocessing.Layout;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {

    @ParameterizedTest
    @CsvSource({
        "0,    0, 1, 'a model reads 1 to 1024 channels, given 0'",
        "1025, 0, 1, 'a model reads 1 to 1024 channels, given 1025'",
        "3,    0, 1, 'mean has one number for each of 3 channels, given [0.0]'",
        "1,    0, 0, 'mean and std come together and no std is 0, given [0.0] and [0.0]'"
    })
    void whatMakesNoSenseIsRefused(int channels, double mean, double std, String message) {
        // Given
        ResizeTarget target = new ResizeTarget.Unchanged();

        // When
        IllegalArgumentException refusal = catchThrowableOfType(
                IllegalArgumentException.class,
                () -> new Preprocessing(
                        target,
                        Interpolation.BILINEAR,
                        null,
                        1,
                        List.of(mean),
                        List.of(std),
                        channels,
                        ChannelOrder.RGB,
                        Layout.NCHW));

        // Then
        assertThat(refusal).hasMessage(message);
    }
}
