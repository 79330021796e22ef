package io.oncestream.launcher.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundedTest {

    @ParameterizedTest
    @CsvSource({
        "0.0, 0",
        "-0.0, 0",
        "48.287, 48.287",
        "-0.333333333333, -0.333333",
        "123456789.5, 123456790",
        "1e300, 1.0E300",
        "1e-9, 1.0E-9",
        "NaN, NaN",
        "100, 100"
    })
    void sixDigitsAndNeverLessThanTheWholePart(double value, String text) {
        assertThat(Rounded.text(value)).isEqualTo(text);
    }
}
