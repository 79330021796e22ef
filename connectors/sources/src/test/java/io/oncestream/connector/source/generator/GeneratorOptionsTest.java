package io.oncestream.connector.source.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorOptionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"gen:", "gen:?"})
    void everyParameterHasADefault(String uri) {
        assertThat(GeneratorOptions.of(uri))
                .isEqualTo(new GeneratorOptions(100, null, null, Duration.ofMillis(1), 1));
    }

    @Test
    void parametersAreReadInAnyOrder() {
        assertThat(GeneratorOptions.of("gen:?seed=-7&step=250us&rate=0.5&count=9000000000&keys=3"))
                .isEqualTo(
                        new GeneratorOptions(
                                3, 9_000_000_000L, 0.5, Duration.ofNanos(250_000), -7));
    }

    @ParameterizedTest
    @CsvSource({
        "us, PT0.000001S",
        "ms, PT0.001S",
        "s, PT1S",
        "m, PT1M",
        "h, PT1H",
        "d, PT24H",
    })
    void aStepHasAnyOfTheUnits(String unit, Duration step) {
        assertThat(GeneratorOptions.of("gen:?step=1" + unit).step()).isEqualTo(step);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "gen:keys=3#gen:keys=3 cannot be read: write gen:?NAME=VALUE&NAME=VALUE, with any"
                        + " of keys, count, rate, step, seed",
                "gen:?key=3#gen: 'key' is not a parameter: write NAME=VALUE, with any of keys,"
                        + " count, rate, step, seed",
                "gen:?keys#gen: keys is '', but must be a whole number",
                "gen:?keys=3&#gen: '' is not a parameter: write NAME=VALUE, with any of keys,"
                        + " count, rate, step, seed",
                "gen:?seed=1&seed=2#gen: seed is given twice: write each of keys, count, rate,"
                        + " step, seed at most once",
                "gen:?keys=#gen: keys is '', but must be a whole number",
                "gen:?keys=1e3#gen: keys is '1e3', but must be a whole number",
                "gen:?keys=0#gen: keys is 0, but must be 1 to 1000000000",
                "gen:?count=0#gen: count is 0, but must be 1 to 251824464000000: no more readings"
                        + " 1ms apart fit before the year 10000",
                "gen:?count=8000&step=365d#gen: count is 8000, but must be 1 to 7986: no more"
                        + " readings 365d apart fit before the year 10000",
                "gen:?rate=fast#gen: rate is 'fast', but must be readings per second, as 1000 or"
                        + " 0.5",
                "gen:?rate=NaN#gen: rate is 'NaN', but must be readings per second, as 1000 or 0.5",
                "gen:?rate=0#gen: rate is 0.0, but must be above 0 and at most 1000000000",
                "gen:?step=1#gen: step is '1', but must be a duration, as 1us, 1ms, 1s, 5m, 1h or"
                        + " 1d",
                "gen:?step=0ms#gen: step is 0us, but must be 1us to 36525d",
                "gen:?step=36526d#gen: step is 36526d, but must be 1us to 36525d",
                "gen:?step=999999999999999999d#gen: step is '999999999999999999d', but must be a"
                        + " duration, as 1us, 1ms, 1s, 5m, 1h or 1d",
                "gen:?seed=x#gen: seed is 'x', but must be a whole number",
            })
    void whatCannotBeGeneratedIsRefusedInOneLine(String uri, String message) {
        assertThatThrownBy(() -> GeneratorOptions.of(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void theLastReadingIsInTheYear9999() {
        GeneratorOptions options = GeneratorOptions.of("gen:?step=1us");
        assertThat(new SeededReadings(options).at(options.end() - 1).time())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59.999999Z"));
    }
}
