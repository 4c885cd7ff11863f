package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final Quotas quotas = new Quotas(2, now::get);

    @Test
    void whatWasTakenComesBackWhenTheMinuteIsOver() {
        // Given
        quotas.take("a");
        quotas.take("a");
        now.addAndGet(20_000);
        // Then
        assertThat(quotas.left("a")).isZero();
        assertThat(quotas.waitMillis("a")).isEqualTo(40_000);
        now.addAndGet(40_000);
        assertThat(quotas.left("a")).isEqualTo(2);
        assertThat(quotas.waitMillis("a")).isZero();
    }

    @Test
    void eachClientHasItsOwn() {
        // Given
        quotas.take("a");
        quotas.take("a");
        quotas.take("a");
        // Then
        assertThat(quotas.left("a")).isZero();
        assertThat(quotas.left("b")).isEqualTo(2);
    }

    @Test
    void ofTooManyClientsTheFirstIsForgotten() {
        // Given
        quotas.take("a");
        // When
        for (int other = 0; other < 10_000; other++) {
            quotas.take("client " + other);
        }
        // Then
        assertThat(quotas.left("client 9999")).isEqualTo(1);
        assertThat(quotas.left("a")).isEqualTo(2);
    }

    @Test
    void withoutALimitNobodyWaits() {
        // Given
        Quotas none = new Quotas(0, now::get);
        // When
        none.take("a");
        // Then
        assertThat(none.isLimited()).isFalse();
        assertThat(none.waitMillis("a")).isZero();
    }
}
