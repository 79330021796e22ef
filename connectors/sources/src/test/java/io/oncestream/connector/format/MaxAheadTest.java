package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.reading.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class MaxAheadTest {

    private static final Clock NOW =
            Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final ReadingMapper MAPPER = new ReadingMapper(null, "t", "v", null);

    @Test
    void aTimeAheadOfTheClockIsRejected() throws Exception {
        MaxAhead limit = new MaxAhead(Duration.ofHours(36), NOW);
        FieldRules rules = new FieldRules(FieldRules.DEFAULT.times(), limit, NumberFormat.DEFAULT);
        JsonMessages<Reading> decoder = InstantiationUtil.clone(new JsonMessages<>(MAPPER, rules));
        assertThat(reason(decoder, "2026-01-02T12:00:00Z")).isNull();
        assertThat(reason(decoder, "1926-01-02T12:00:00Z")).isNull();
        assertThat(reason(decoder, "2026-01-02T12:00:00.001Z"))
                .isEqualTo(
                        "time \"2026-01-02T12:00:00.001Z\" in field t is more than 36h ahead of"
                                + " now (--max-ahead)");
        assertThat(reason(decoder, "9999-12-31")).contains("more than 36h ahead");
    }

    @Test
    void withoutLimitAnyTimeWillDo() {
        JsonMessages<Reading> decoder = new JsonMessages<>(MAPPER, FieldRules.DEFAULT);
        assertThat(reason(decoder, "9999-12-31")).isNull();
    }

    private static String reason(JsonMessages<Reading> decoder, String time) {
        byte[] message = "{\"t\":\"%s\",\"v\":1}".formatted(time).getBytes(StandardCharsets.UTF_8);
        var rejected = decoder.decode(message, "queue", 1).rejected();
        return rejected == null ? null : rejected.reason();
    }
}
