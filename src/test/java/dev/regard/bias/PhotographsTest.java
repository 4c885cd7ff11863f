package dev.regard.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.regard.bias.BiasReport.Group;
import dev.regard.explain.Explainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Photographs from many places, in which nothing was planted, raise no alarm: models of 32 to 96 pixels, where these lie beside this project. */
class PhotographsTest {

    private static final Path REAL = Path.of("../shared/real");
    private static final List<byte[]> PHOTOS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        assumeTrue(Files.isDirectory(REAL));
        try (Stream<Path> files = Files.list(REAL.resolve("photos"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jpg"))
                    .sorted()
                    .toList()) {
                PHOTOS.add(Files.readAllBytes(file));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cifar10_resnet20, dog",
        "cifar10_resnet20, airplane",
        "vww_person_96, person",
        "fer_emotion_mini_xception, happy"
    })
    void nothingIsSuspicious(String model, String label) {
        try (Explainer explainer = Explainer.open(List.of(REAL.resolve("models").resolve(model)), "cpu")) {
            // When
            List<Group> groups = Searches.find(explainer, model, label, PHOTOS).groups();
            // Then
            assertThat(groups).isNotEmpty().noneMatch(Group::suspicious);
        }
    }
}
