package io.oncestream.connector.source.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.source.UriParameters;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same whatever is generated: here numbers from one on, at most so many. */
class GeneratorOptionsTest {

    private record Numbers(long from, long length) implements Sequence<Long> {

        @Override
        public Long at(long index) {
            return from + index;
        }

        @Override
        public long millis(long index) {
            return index;
        }

        @Override
        public String key(Long number) {
            return "";
        }

        @Override
        public TypeInformation<Long> type() {
            return Types.LONG;
        }
    }

    private static final class NumbersKind implements SequenceKind<Long> {

        @Override
        public List<String> parameters() {
            return List.of("from", "most");
        }

        @Override
        public String form() {
            return "from=N&most=N";
        }

        @Override
        public String description() {
            return "Numbers.";
        }

        @Override
        public Numbers of(UriParameters given) {
            return new Numbers(
                    given.value("from", Long::valueOf, "a whole number").orElse(1L),
                    given.value("most", Long::valueOf, "a whole number").orElse(10_000_000_000L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gen:", "gen:?"})
    void everyParameterHasADefault(String uri) {
        assertThat(of(uri))
                .isEqualTo(new GeneratorOptions<>(new Numbers(1, 10_000_000_000L), null, null));
        assertThat(of(uri).end()).isEqualTo(10_000_000_000L);
    }

    @Test
    void parametersAreReadInAnyOrder() {
        assertThat(of("gen:?most=9000000001&rate=0.5&count=9000000000&from=-7"))
                .isEqualTo(
                        new GeneratorOptions<>(
                                new Numbers(-7, 9_000_000_001L), 9_000_000_000L, 0.5));
    }

    @Test
    void recordsAreMadeInTheOrderOfTheirIndexesUpToTheCount() {
        assertThat(GeneratedRecords.inOrder(of("gen:?count=3"))).containsExactly(1L, 2L, 3L);
        assertThat(GeneratedRecords.inOrder(of("gen:?most=2&from=5"))).containsExactly(5L, 6L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "gen:from=3#gen:from=3 cannot be read: write gen:?NAME=VALUE&NAME=VALUE, with any"
                        + " of from, most, count, rate",
                "gen:?form=3#gen: 'form' is not a parameter: write NAME=VALUE, with any of from,"
                        + " most, count, rate",
                "gen:?from#gen: from is '', but must be a whole number",
                "gen:?from=3&#gen: '' is not a parameter: write NAME=VALUE, with any of from,"
                        + " most, count, rate",
                "gen:?count=1&count=2#gen: count is given twice: write each of from, most, count,"
                        + " rate at most once",
                "gen:?count=1e3#gen: count is '1e3', but must be a whole number",
                "gen:?count=0#gen: count is 0, but must be 1 to 10000000000: the sequence has no"
                        + " more",
                "gen:?count=8&most=7#gen: count is 8, but must be 1 to 7: the sequence has no more",
                "gen:?rate=fast#gen: rate is 'fast', but must be records per second, as 1000 or"
                        + " 0.5",
                "gen:?rate=NaN#gen: rate is 'NaN', but must be records per second, as 1000 or 0.5",
                "gen:?rate=0#gen: rate is 0.0, but must be above 0 and at most 1000000000",
            })
    void whatCannotBeGeneratedIsRefusedInOneLine(String uri, String message) {
        assertThatThrownBy(() -> of(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static GeneratorOptions<Long> of(String uri) {
        return GeneratorOptions.of(uri, new NumbersKind());
    }
}
