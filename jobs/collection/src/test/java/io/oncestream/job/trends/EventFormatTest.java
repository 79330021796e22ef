package io.oncestream.job.trends;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.trends.TrendEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFormatTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static Decoded<TrendEvent> decode(EventFormat format, String fields) {
        String message = "{\"t\":\"2026-01-31T12:00:00Z\"%s}".formatted(fields);
        return new JsonMessages<>(format, FieldRules.DEFAULT)
                .decode(message.getBytes(UTF_8), "udp", 1);
    }

    @Test
    void anItemAndATimeAreEnough() {
        EventFormat format = new EventFormat("i", "t", null, null, null, null);
        assertThat(decode(format, ",\"i\":\"tea\",\"user\":\"a\"").value())
                .isEqualTo(new TrendEvent("tea", NOON, "", null, null, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",'u':'a','c':'drinks','b':'7','w':3    | drinks | a | 7 | 3",
                ",'w':'0'                               |        |   |   | 0",
                ",'u':null,'c':'','b':null,'w':1        |        |   |   | 1"
            })
    void aSingleEventMayLackUserCategoryAndBasket(
            String fields, String category, String user, String basket, long weight) {
        EventFormat format = new EventFormat("i", "t", "c", "u", "b", "w");
        assertThat(decode(format, ",\"i\":\"tea\"" + fields.replace('\'', '"')).value())
                .isEqualTo(
                        new TrendEvent(
                                "tea",
                                NOON,
                                category == null ? "" : category,
                                user,
                                basket,
                                weight));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",'i':'','w':1            | item is empty",
                ",'w':1                   | there is no field i",
                ",'i':'tea'               | there is no field w",
                ",'i':'tea','w':-1        | weight -1 is not from 0 to 1000000000",
                ",'i':'tea','w':1000000001| weight 1000000001 is not from 0 to 1000000000",
                ",'i':'tea','w':1.5       | weight"
            })
    void whatIsWrongIsNamed(String fields, String reason) {
        EventFormat format = new EventFormat("i", "t", null, null, null, "w");
        Decoded<TrendEvent> decoded = decode(format, fields.replace('\'', '"'));
        assertThat(decoded.value()).isNull();
        assertThat(decoded.rejected().reason()).contains(reason);
    }
}
