package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.RejectedRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** A record of one field of each type goes each of the ways that a reading goes. */
class AnyRecordTest {

    /** An order at an exchange. */
    public record Order(
            String symbol,
            Instant placed,
            Instant validUntil,
            long id,
            BigDecimal price,
            double weight,
            boolean sell) {}

    private static final class OrderMapper implements RecordMapper<Order> {

        private static final long serialVersionUID = 1L;

        @Override
        public List<WantedColumn> columns() {
            return List.of(
                    new WantedColumn("symbol", "what.symbol"),
                    new WantedColumn("time", "at"),
                    new WantedColumn("end", "until"),
                    new WantedColumn("id", "id"),
                    new WantedColumn("price", "what.price"),
                    new WantedColumn("weight", "w"),
                    new WantedColumn("side", "sell"));
        }

        @Override
        public Order map(Fields fields) throws BadFieldException {
            BigDecimal price = fields.decimal(4);
            if (price.signum() < 0) {
                throw new BadFieldException("price is below zero");
            }
            return new Order(
                    fields.text(0, 12),
                    fields.eventTime(1),
                    fields.instant(2),
                    fields.integer(3),
                    price,
                    fields.number(5),
                    fields.bool(6));
        }

        @Override
        public TypeInformation<Order> type() {
            return Types.POJO(Order.class);
        }
    }

    private static final OrderMapper MAPPER = new OrderMapper();
    private static final JsonMessages<Order> JSON = new JsonMessages<>(MAPPER, FieldRules.DEFAULT);
    private static final CsvMessages<Order> CSV =
            new CsvMessages<>(
                    List.of("id", "what.symbol", "what.price", "sell", "at", "until", "w", "z"),
                    MAPPER,
                    FieldRules.DEFAULT);
    private static final Order ORDER =
            new Order(
                    "ABC",
                    Instant.parse("2026-01-01T09:00:00Z"),
                    Instant.parse("2099-12-31T00:00:00Z"),
                    Long.MAX_VALUE,
                    new BigDecimal("1234567890123456789.10"),
                    0.5,
                    true);
    private static final String OBJECT =
            "{\"what\":{\"price\":1234567890123456789.10,\"symbol\":\"ABC\"},\"sell\":true,"
                    + "\"id\":9223372036854775807,\"at\":\"2026-01-01T09:00\",\"w\":5e-1,"
                    + "\"until\":\"2099-12-31\",\"z\":[true]}";
    private static final String ROW =
            "9223372036854775807,ABC,1234567890123456789.10,True,2026-01-01T09:00,2099-12-31,.5,";

    @Test
    void amongMessages() throws Exception {
        assertThat(InstantiationUtil.clone(JSON).decode(utf8(OBJECT), "queue", 1))
                .isEqualTo(Decoded.of(ORDER, OBJECT.length()));
        assertThat(InstantiationUtil.clone(CSV).decode(utf8(ROW), "queue", 1))
                .isEqualTo(Decoded.of(ORDER, ROW.length()));
    }

    @Test
    void amongFiles() throws Exception {
        String header = "id,what.symbol,what.price,sell,at,until,w,z\n";
        RecordFormats<Order> formats =
                InstantiationUtil.clone(
                        new RecordFormats<>(
                                new CsvFormat<>(MAPPER, FieldRules.DEFAULT),
                                new JsonLines<>(JSON),
                                null));
        List<Decoded<Order>> rows =
                read(formats.of("a.csv"), header + ROW + "\n" + ROW.replace("True", "maybe"));
        assertThat(rows)
                .containsExactly(
                        Decoded.of(ORDER, 7),
                        Decoded.rejected(
                                new RejectedRecord(
                                        "a",
                                        3,
                                        ROW.replace("True", "maybe"),
                                        "side \"maybe\" in column sell is neither true nor false"),
                                7));
        assertThat(read(formats.of("a.json"), OBJECT + "\n" + OBJECT.replace("true,", "null,")))
                .satisfiesExactly(
                        order -> assertThat(order).isEqualTo(Decoded.of(ORDER, 7)),
                        none ->
                                assertThat(none.rejected().reason())
                                        .startsWith("field sell is null"));
    }

    @Test
    void whatItsMapperRefusesIsRejectedWithTheReasonOfThat() {
        String object = OBJECT.replace("1234567890123456789.10", "-1");
        assertThat(JSON.decode(utf8(object), "queue", 7).rejected())
                .isEqualTo(new RejectedRecord("queue", 7, object, "price is below zero"));
        String row = ROW.replace("1234567890123456789.10", "-1");
        assertThat(CSV.decode(utf8(row), "queue", 7).rejected())
                .isEqualTo(new RejectedRecord("queue", 7, row, "price is below zero"));
    }

    /** Of one message nothing is left in the next. */
    @Test
    void aFieldThatIsMissingIsNotThatOfTheMessageBefore() {
        assertThat(JSON.decode(utf8(OBJECT), "queue", 1).value()).isEqualTo(ORDER);
        assertThat(JSON.decode(utf8(OBJECT.replace("sell", "buy")), "queue", 2).rejected().reason())
                .isEqualTo("there is no field sell");
        String text =
                OBJECT.replace("\"ABC\"", "true").replace("\"sell\":true", "\"sell\":\"true\"");
        assertThat(JSON.decode(utf8(text), "queue", 3).rejected().reason())
                .isEqualTo("field what.symbol is true, not a text or a number");
        assertThat(JSON.decode(utf8(OBJECT), "queue", 4).value()).isEqualTo(ORDER);
    }

    @Test
    void itsTypeIsThatOfTheMapperOnEveryWay() {
        assertThat(JSON.type()).isEqualTo(MAPPER.type());
        assertThat(CSV.type()).isEqualTo(MAPPER.type());
        assertThat(new JsonLines<>(JSON).type()).isEqualTo(MAPPER.type());
        CsvFormat<Order> csv = new CsvFormat<>(MAPPER, FieldRules.DEFAULT);
        assertThat(csv.type()).isEqualTo(MAPPER.type());
        SerializerConfigImpl withoutKryo = new SerializerConfigImpl();
        withoutKryo.setGenericTypes(false);
        assertThat(Decoded.typeInformation(JSON.type()).createSerializer(withoutKryo)).isNotNull();
    }

    private static List<Decoded<Order>> read(RecordFormat<Order> format, String text)
            throws IOException {
        List<Decoded<Order>> read = new ArrayList<>();
        RecordReader<Order> reader = format.open(new ByteArrayInputStream(utf8(text)), "a");
        while (reader.next()) {
            read.add(reader.decode(7));
        }
        return read;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
