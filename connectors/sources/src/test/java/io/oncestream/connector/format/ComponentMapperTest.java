package io.oncestream.connector.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.state.reading.Decoded;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class ComponentMapperTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** With a component of each type, and two times. */
    public record Order(
            String id,
            Instant time,
            Instant due,
            double weight,
            long items,
            BigDecimal amount,
            boolean paid) {

        public Order {
            if (items < 0) {
                throw new IllegalArgumentException("items is " + items + ": fewer than none");
            }
        }
    }

    /** With a component that no column can be. */
    public record Unmappable(String id, Duration duration) {}

    private static Decoded<Order> decode(String json) {
        MaxAhead ahead = new MaxAhead(Duration.ofDays(1), Clock.fixed(NOW, ZoneOffset.UTC));
        FieldRules rules =
                new FieldRules(new TimeFormat(null, ZoneOffset.UTC), ahead, NumberFormat.DEFAULT);
        return new JsonMessages<>(new ComponentMapper<>(Order.class), rules)
                .decode(json.getBytes(UTF_8), "test", 1);
    }

    @Test
    void eachComponentIsTheFieldOfItsName() {
        Decoded<Order> decoded =
                decode(
                        """
                        {"paid":true,"amount":"12.50","items":3,"weight":0.5,"id":"a",
                         "time":"2026-01-01","due":"2099-01-01","more":[]}\
                        """);
        assertThat(decoded.value())
                .isEqualTo(
                        new Order(
                                "a",
                                NOW,
                                Instant.parse("2099-01-01T00:00:00Z"),
                                0.5,
                                3,
                                new BigDecimal("12.50"),
                                true));
    }

    @Test
    void onlyTheFirstTimeIsEventTimeWhichMustNotBeFarAhead() {
        assertThat(reason("\"time\":\"2099-01-01\",\"due\":\"2026-01-01\",\"items\":1"))
                .contains("time \"2099-01-01\"", "ahead of now");
    }

    @Test
    void whatTheRecordRefusesIsRejectedWithItsReason() {
        assertThat(reason("\"time\":\"2026-01-01\",\"due\":\"2026-01-01\",\"items\":-1"))
                .isEqualTo("items is -1: fewer than none");
    }

    private static String reason(String fields) {
        return decode("{\"id\":\"a\",\"weight\":1,\"amount\":1,\"paid\":false," + fields + "}")
                .rejected()
                .reason();
    }

    @Test
    void aRecordThatNoColumnsCanMakeIsRefusedAtOnce() {
        assertThatThrownBy(() -> new ComponentMapper<>(Unmappable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no column can be mapped to Duration duration of Unmappable");
    }

    private record Hidden(String id) {}

    @Test
    void aRecordThatIsNotPublicIsRefusedAtOnce() {
        assertThatThrownBy(() -> new ComponentMapper<>(Hidden.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Hidden is not public");
    }

    @Test
    void itsTypeNeedsNoKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Order.class);
        assertThat(new ComponentMapper<>(Order.class).type().getTypeClass()).isEqualTo(Order.class);
    }
}
