package io.oncestream.connector.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaOptionsTest {

    @Test
    void aTopicAloneIsReadFromItsBeginningWithoutEnd() {
        KafkaOptions options = KafkaOptions.of("kafka://broker:9092/readings");
        assertThat(options)
                .isEqualTo(
                        new KafkaOptions(
                                new KafkaTopic("broker:9092", "readings"),
                                null,
                                StartingOffsets.EARLIEST,
                                false,
                                null));
    }

    @Test
    void everyParameterIsTaken() {
        KafkaOptions options =
                KafkaOptions.of(
                        "kafka://a:1,[::1]:2/x.y_z-0?group=g&offsets=committed&until=latest");
        assertThat(options.topic()).isEqualTo(new KafkaTopic("a:1,[::1]:2", "x.y_z-0"));
        assertThat(options.group()).isEqualTo("g");
        assertThat(options.offsets().kind()).isEqualTo(StartingOffsets.Kind.COMMITTED);
        assertThat(options.untilLatest()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T12:00:00Z", "1769860800000"})
    void aTimeIsAnInstantOrMilliseconds(String text) {
        StartingOffsets offsets = KafkaOptions.of("kafka://a:1/t?offsets=" + text).offsets();
        assertThat(offsets.kind()).isEqualTo(StartingOffsets.Kind.TIMESTAMP);
        assertThat(Instant.ofEpochMilli(offsets.millis())).isEqualTo("2026-01-31T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka://a/t|is no HOST:PORT",
                "kafka://a:99999/t|is no HOST:PORT",
                "kafka://a:1,/t|is no HOST:PORT",
                "kafka://a:1|'' is no topic",
                "kafka://a:1/t/u|'t/u' is no topic",
                "kafka://a:1/..|'..' is no topic",
                "kafka://a:1/t?offset=latest|'offset' is not a parameter",
                "kafka://a:1/t?offsets=newest|offsets is 'newest', but must be earliest",
                "kafka://a:1/t?until=tomorrow|until is 'tomorrow', but must be latest",
                "kafka://a:1/t?offsets=committed|needs group=G",
                "kafka://a:1/t?offsets=latest&until=latest|reads nothing",
                "kafka://a:1/t?group=|group is ''",
                "kafka://me@a:1/t|the user belongs into a file",
            })
    void whatIsWrongIsSaid(String uri, String message) {
        assertThatThrownBy(() -> KafkaOptions.of(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
