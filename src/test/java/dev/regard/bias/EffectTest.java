package dev.regard.bias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.bias.Effect.Pair;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EffectTest {

    @Test
    void theIntervalHoldsTheDifferenceAndIsTheSameEachTime() {
        // Given
        List<Pair> pairs = IntStream.range(0, 40)
                .mapToObj(each -> new Pair(0.5 + 0.01 * (each % 7), 0.1 * (each % 2), each % 4 == 0, false))
                .toList();
        // When
        Effect effect = Effect.of(pairs);
        // Then
        assertThat(effect).isEqualTo(Effect.of(pairs));
        assertThat(effect.count()).isEqualTo(40);
        assertThat(effect.low()).isLessThan(effect.difference()).isGreaterThan(0.4);
        assertThat(effect.high()).isGreaterThan(effect.difference()).isLessThan(0.6);
        assertThat(effect.flips()).isCloseTo(0.25, Offset.offset(1e-9));
        assertThat(effect.controlFlips()).isZero();
    }

    @Test
    void ofNothingThereIsNone() {
        assertThat(Effect.of(List.of())).isEqualTo(Effect.NONE);
    }
}
