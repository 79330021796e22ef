package io.oncestream.job.membership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.LifeSign;
import io.oncestream.state.reading.Decoded;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFormatTest {

    private final JsonMessages<GossipEntry> decoder =
            new JsonMessages<>(new EntryFormat(), FieldRules.DEFAULT);

    private Decoded<GossipEntry> decode(String node, String incarnation, String rest) {
        String message =
                "{\"cluster\":\"edge\",\"observer\":\"a\",\"time\":\"2026-01-31T12:00:00Z\",\"node\":\"%s\",\"incarnation\":%s,\"heartbeat\":17%s}"
                        .formatted(node, incarnation, rest);
        return decoder.decode(message.getBytes(UTF_8), "udp", 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                | false",
                ",\"left\":false   | false",
                ",\"left\":true    | true",
                ",\"left\":\"true\"  | true",
                ",\"left\":null    | false"
            })
    void whoSaysNothingOfItHasNotLeft(String rest, boolean left) {
        Decoded<GossipEntry> decoded = decode("b", "1769860800", rest == null ? "" : rest);
        assertThat(decoded.value())
                .isEqualTo(
                        new GossipEntry(
                                "edge",
                                "a",
                                Instant.parse("2026-01-31T12:00:00Z"),
                                "b",
                                new LifeSign(1_769_860_800, left, 17)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  | 1   |                 | node is empty",
                "b | -1  |                 | incarnation -1 is below 0",
                "b | 1.5 |                 | incarnation",
                "b | 1   | ,\"left\":\"maybe\" | left"
            })
    void whatIsWrongIsNamed(String node, String incarnation, String rest, String reason) {
        Decoded<GossipEntry> decoded =
                decode(node == null ? "" : node, incarnation, rest == null ? "" : rest);
        assertThat(decoded.value()).isNull();
        assertThat(decoded.rejected().reason()).contains(reason);
    }
}
