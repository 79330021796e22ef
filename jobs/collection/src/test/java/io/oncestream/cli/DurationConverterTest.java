package io.oncestream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationConverterTest {

    private final DurationConverter converter = new DurationConverter();

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "1s, PT1S", "5m, PT5M", "1h, PT1H", "1d, PT24H", "0s, PT0S"})
    void everyUnitIsRead(String text, Duration expected) {
        assertThat(converter.convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500ms", "1s", "90s", "5m", "1h", "36h", "1d", "1001ms", "0ms"})
    void whatIsFormattedIsReadBackAsItWas(String text) {
        assertThat(DurationConverter.format(converter.convert(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "-1s", "1.5s", "1 s", "1S", "1w", "PT1S"})
    void anythingElseIsRefusedWithTheValueAndTheForms(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .hasMessage(
                        "'" + text + "' is not a duration: give one as 500ms, 1s, 5m, 1h or 1d");
    }

    @Test
    void aDurationThatFlinkCannotCountIsRefused() {
        assertThatThrownBy(() -> converter.convert("999999999999999999d"))
                .hasMessage("'999999999999999999d' is too long for a duration");
    }
}
