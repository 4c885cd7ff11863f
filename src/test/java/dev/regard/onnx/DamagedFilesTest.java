package dev.regard.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.regard.intake.HostileModel;
import dev.regard.intake.HostileModels;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file with any damage is read, or refused as one that is no model. */
class DamagedFilesTest {

    @Test
    void bitsThatTurnedNeverBreakTheReader() {
        HostileModels.bitsTurned(5000).forEach(DamagedFilesTest::read);
    }

    @Test
    void nothingMadeByHandBreaksTheReader() {
        HostileModels.handmade().stream().filter(HostileModel::isTried).forEach(DamagedFilesTest::read);
    }

    private static void read(HostileModel model) {
        Throwable failure = catchThrowable(() -> OnnxReader.read(model.bytes()));
        assertThat(Stream.ofNullable(failure))
                .as(model.name())
                .allSatisfy(refusal -> assertThat(refusal).isInstanceOf(InvalidGraphException.class));
    }
}
