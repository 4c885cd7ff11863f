package dev.regard.bias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.bias.BiasReport.Example;
import dev.regard.bias.BiasReport.Group;
import dev.regard.bias.SceneMaker.Scene;
import dev.regard.explain.Explainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Models that fall for a shortcut are seen through, others are cleared. */
@EnabledIf("isPossible")
class ShortcutsTest {

    private static final int PICTURES = 40;

    @TempDir
    private Path folder;

    static boolean isPossible() {
        return SceneMaker.isPossible();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void theShortcutIsFoundWithoutBeingTold(Shortcut shortcut) throws IOException {
        // Given
        String cheat = "toybox-biased";
        if (shortcut != Shortcut.CAPTION) {
            cheat = shortcut.name().toLowerCase(Locale.ROOT);
            shortcut.writeModel(folder.resolve(cheat));
        }
        List<Scene> scenes = SceneMaker.make(PICTURES, shortcut);
        try (Explainer explainer = Explainer.open(List.of(Path.of("models"), folder), "cpu")) {
            // When
            BiasReport report = find(explainer, cheat, scenes);
            // Then
            Group worst = report.groups().getFirst();
            assertThat(worst.suspicious()).as(worst.reason()).isTrue();
            assertThat(worst.examples().stream().limit(10).map(Example::picture))
                    .filteredOn(picture -> !scenes.get(picture).marked())
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(worst.pasted().flips()).isGreaterThan(0.5);
        }
    }

    @ParameterizedTest
    @CsvSource({"CAPTION, toybox", "NONE, toybox-biased"})
    void aModelThatHasNoneToFallForIsCleared(Shortcut shortcut, String model) throws IOException {
        // Given
        List<Scene> scenes = SceneMaker.make(PICTURES, shortcut);
        try (Explainer explainer = Explainer.open(List.of(Path.of("models")), "cpu")) {
            // When, then
            assertThat(find(explainer, model, scenes).groups()).isNotEmpty().noneMatch(Group::suspicious);
        }
    }

    private static BiasReport find(Explainer explainer, String model, List<Scene> scenes) {
        return Searches.find(
                explainer, model, "horse", scenes.stream().map(Scene::png).toList());
    }
}
