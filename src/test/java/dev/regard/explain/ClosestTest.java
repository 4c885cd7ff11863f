package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClosestTest {

    private static final List<String> NAMES = List.of("golden retriever", "tabby cat", "tiger cat", "goldfish", "cart");

    @Test
    void aNameWithAWrongLetterComesFirst() {
        assertThat(Closest.hint("goldfsh", NAMES)).startsWith("Close to it: 'goldfish'");
    }

    @Test
    void aNameThatContainsWhatWasGivenIsClose() {
        assertThat(Closest.hint("Retriever", NAMES)).startsWith("Close to it: 'golden retriever'");
        assertThat(Closest.hint("cat", NAMES)).contains("'tabby cat'").contains("'tiger cat'");
    }

    @Test
    void namesNoMoreThanThreeAndEachOnce() {
        assertThat(Closest.hint("c", List.of("ca", "ca", "cb", "cc", "cd")))
                .isEqualTo("Close to it: 'ca', 'cb', 'cc'.");
    }

    @Test
    void fewNamesAreAllNamed() {
        assertThat(Closest.hint("x", List.of("a", "b"))).isEqualTo("There is 'a', 'b'.");
        assertThat(Closest.hint("x", List.of())).isEqualTo("There is none.");
    }

    @Test
    void nothingGivenIsFarFromNothing() {
        assertThat(Closest.hint("", NAMES)).startsWith("Close to it: 'cart'");
    }
}
