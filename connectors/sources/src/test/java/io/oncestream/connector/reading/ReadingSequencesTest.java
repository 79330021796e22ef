package io.oncestream.connector.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.connector.source.generator.Sequence;
import io.oncestream.state.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of sequences, the readings themselves are compared: far ones too. */
class ReadingSequencesTest {

    @ParameterizedTest
    @ValueSource(strings = {"gen:", "gen:?"})
    void everyParameterHasADefault(String uri) {
        assertSame(of(uri), 100, Duration.ofMillis(1), 1);
        assertThat(of(uri).count()).isNull();
        assertThat(of(uri).rate()).isNull();
    }

    @Test
    void parametersAreReadInAnyOrder() {
        GeneratorOptions<Reading> options =
                of("gen:?seed=-7&step=250us&rate=0.5&count=9000000000&keys=3");
        assertSame(options, 3, Duration.ofNanos(250_000), -7);
        assertThat(options.count()).isEqualTo(9_000_000_000L);
        assertThat(options.rate()).isEqualTo(0.5);
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
        assertThat(of("gen:?step=1" + unit).sequence().at(7).time())
                .isEqualTo(SeededReadings.START.plus(step.multipliedBy(7)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "gen:keys=3#gen:keys=3 cannot be read: write gen:?NAME=VALUE&NAME=VALUE, with any"
                        + " of keys, step, seed, count, rate",
                "gen:?key=3#gen: 'key' is not a parameter: write NAME=VALUE, with any of keys,"
                        + " step, seed, count, rate",
                "gen:?keys=#gen: keys is '', but must be a whole number",
                "gen:?keys=1e3#gen: keys is '1e3', but must be a whole number",
                "gen:?keys=0#gen: keys is 0, but must be 1 to 1000000000",
                "gen:?keys=1000000001#gen: keys is 1000000001, but must be 1 to 1000000000",
                "gen:?count=0#gen: count is 0, but must be 1 to 251824464000000: the sequence has"
                        + " no more",
                "gen:?count=8000&step=365d#gen: count is 8000, but must be 1 to 7986: the sequence"
                        + " has no more",
                "gen:?step=1#gen: step is '1', but must be a duration, as 1us, 1ms, 1s, 5m, 1h or"
                        + " 1d",
                "gen:?step=0ms#gen: step is 0ms, but must be 1us to 36525d, in whole"
                        + " microseconds",
                "gen:?step=36526d#gen: step is 36526d, but must be 1us to 36525d, in whole"
                        + " microseconds",
                "gen:?step=1ns#gen: step is 1ns, but must be 1us to 36525d, in whole"
                        + " microseconds",
                "gen:?step=999999999999999999d#gen: step is '999999999999999999d', but must be a"
                        + " duration, as 1us, 1ms, 1s, 5m, 1h or 1d",
                "gen:?seed=x#gen: seed is 'x', but must be a whole number",
            })
    void whatCannotBeGeneratedIsRefusedInOneLine(String uri, String message) {
        assertThatThrownBy(() -> of(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void theLastReadingIsInTheYear9999() {
        GeneratorOptions<Reading> options = of("gen:?step=1us");
        assertThat(options.sequence().at(options.end() - 1).time())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59.999999Z"));
    }

    private static GeneratorOptions<Reading> of(String uri) {
        return GeneratorOptions.of(uri, new ReadingSequences());
    }

    private static void assertSame(
            GeneratorOptions<Reading> options, int keys, Duration step, long seed) {
        Sequence<Reading> expected = new SeededReadings(keys, step, seed);
        for (long index : new long[] {0, 1, 123_456_789_012L}) {
            assertThat(options.sequence().at(index)).isEqualTo(expected.at(index));
        }
    }
}
