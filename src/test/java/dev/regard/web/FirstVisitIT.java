package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.Test;

/** What a first visit takes before there is anything in the browser's cache. */
@Visit
class FirstVisitIT {

    private static final int MOST_BYTES = 200_000;

    @Test
    void aFirstVisitWeighsLittleAndAsksNobodyElse(RegardPage page) {
        // Given
        Wire wire = Wire.of(page.browser());

        // When
        page.open();
        page.browser().waitForLoadState(LoadState.NETWORKIDLE);

        // Then
        assertThat(wire.bytes(address -> address.contains("/samples/small/"))).isPositive();
        assertThat(wire.bytes(address -> address.startsWith("ws:"))).isPositive();
        assertThat(wire.bytes(address -> !address.endsWith(".jpg"))).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(wire.isAllOf(page.uri())).isTrue();
    }
}
