package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.0 kB",
        "2410000,2.4 MB",
        "9940000,9.9 MB",
        "44700000,45 MB",
        "1234000000,1.2 GB",
        "5000000000000,5000 GB"
    })
    void sizesAreSaidInTheUnitThatFits(long count, String words) {
        assertThat(Amounts.bytes(count)).isEqualTo(words.replace(' ', '\u202f'));
    }

    @Test
    void countsAreGrouped() {
        assertThat(Amounts.count(1_234_567)).isEqualTo("1,234,567");
    }
}
