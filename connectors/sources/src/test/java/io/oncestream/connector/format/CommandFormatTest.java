package io.oncestream.connector.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.state.command.Command;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.RejectedRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandFormatTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final CommandFormat FORMAT =
            new CommandFormat("account", "id", "op", "time", List.of("amount"), List.of("note"));
    private static final FieldRules RULES =
            new FieldRules(
                    new TimeFormat(null, ZoneOffset.UTC),
                    new MaxAhead(Duration.ofSeconds(1), Clock.fixed(NOW, ZoneOffset.UTC)),
                    NumberFormat.DEFAULT);

    private static Command command(Map<String, String> fields) {
        return new Command("a", "1", "add", NOW, fields);
    }

    private static Decoded<Command> json(String fields) {
        return new JsonMessages<>(FORMAT, RULES)
                .decode(("{" + fields + "}").getBytes(UTF_8), "test", 1);
    }

    private static String reason(Decoded<Command> decoded) {
        return Objects.requireNonNull(decoded.rejected()).reason();
    }

    @Test
    void furtherFieldsAreTextsAndNumbersAsTheyAreWritten() {
        assertThat(
                        json("""
                        "account":"a","id":1,"op":"add","time":"2026-01-01",
                        "amount":1.50e0,"note":"","more":[1]\
                        """)
                                .value())
                .isEqualTo(command(Map.of("amount", "1.50e0", "note", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"note\":null"})
    void anOptionalOneMayBeMissing(String note) {
        assertThat(json(COMPLETE + note).value()).isEqualTo(command(Map.of("amount", "2")));
    }

    private static final String COMPLETE =
            """
            "account":"a","id":"1","op":"add","time":"2026-01-01","amount":2\
            """;

    @ParameterizedTest
    @ValueSource(strings = {"account", "id", "op", "amount"})
    void anyOtherMayNot(String name) {
        String without = COMPLETE.replace("\"" + name + "\":", "\"other\":");
        assertThat(reason(json(without))).isEqualTo(name + " is missing");
    }

    /** Where the job can tell it from the fields, and an empty one is none. */
    @ParameterizedTest
    @CsvSource({
        "'', add",
        "'note\":\"n', note",
        "'op\":\"', add",
        "'op\":\"own', own",
    })
    void anOpMayBeImplied(String more, String op) {
        CommandFormat implying =
                new CommandFormat(
                        "account",
                        "id",
                        "op",
                        "time",
                        List.of("amount"),
                        List.of("note"),
                        new CommandFormat.ImpliedOp("note", "note", "add"));
        String without = COMPLETE.replace("\"op\":\"add\"", "\"more\":1");
        String json = "{" + without + (more.isEmpty() ? "" : ",\"" + more + "\"") + "}";
        Command command =
                new JsonMessages<>(implying, RULES).decode(json.getBytes(UTF_8), "test", 1).value();
        assertThat(command).isNotNull().extracting(Command::op).isEqualTo(op);
        assertThat(
                        new CsvMessages<>(
                                        List.of("account", "id", "time", "amount"), implying, RULES)
                                .decode("a,1,2026-01-01,2".getBytes(UTF_8), "test", 1)
                                .value())
                .isEqualTo(command(Map.of("amount", "2")));
        String tick = "{\"op\":\"tick\",\"time\":\"2026-01-01\"}";
        assertThat(new JsonMessages<>(implying, RULES).decode(tick.getBytes(UTF_8), "t", 1).value())
                .isEqualTo(Command.tick(NOW));
    }

    @Test
    void anEmptyIdIsNone() {
        assertThat(reason(json(COMPLETE.replace("\"id\":\"1\"", "\"id\":\"\""))))
                .isEqualTo("id is missing");
    }

    @Test
    void lengthsHaveBounds() {
        String id = "i".repeat(200);
        String amount = "1".repeat(1_000);
        String longest =
                COMPLETE.replace("\"id\":\"1\"", "\"id\":\"" + id + "\"")
                        .replace("\"amount\":2", "\"amount\":\"" + amount + "\"");
        assertThat(json(longest).value()).isNotNull();
        assertThat(reason(json(longest.replace("\"id\":\"", "\"id\":\"i"))))
                .isEqualTo("id of 201 characters is over 200");
        assertThat(reason(json(longest.replace("\"amount\":\"", "\"amount\":\"1"))))
                .isEqualTo("amount of 1001 characters is over 1000");
    }

    @Test
    void aTickNeedsATimeAlone() {
        String time = "2026-01-01T00:00:01Z";
        assertThat(json("\"op\":\"tick\",\"time\":\"" + time + "\"").value())
                .isEqualTo(Command.tick(Instant.parse(time)));
        assertThat(reason(json("\"op\":\"tick\""))).isEqualTo("there is no field time");
        assertThat(reason(json("\"op\":\"tick\",\"time\":\"2026-01-01T00:00:01.001Z\"")))
                .contains("1s ahead of now");
    }

    @Test
    void aHeaderMayLackOptionalColumnsAndAnEmptyFieldIsNone() throws IOException {
        String csv =
                """
                op,time,account,id,amount
                add,2026-01-01,a,1,2
                tick,2026-01-01,,,
                add,2026-01-01,a,1,
                """;
        assertThat(rows(csv))
                .extracting(row -> row.value() == null ? reason(row) : row.value())
                .containsExactly(
                        command(Map.of("amount", "2")), Command.tick(NOW), "amount is missing");
        assertThat(rows("note;op;time;account;id;amount\nx;add;2026-01-01;a;1;2\n"))
                .extracting(Decoded::value)
                .containsExactly(command(Map.of("amount", "2", "note", "x")));
        assertThatThrownBy(() -> rows("op,time,account,id\n"))
                .hasMessageStartingWith("no column \"amount\" in test.csv");
        assertThatThrownBy(() -> rows("op,time,account,id,amount,note,note\n"))
                .hasMessageContaining("2 columns of test.csv are named \"note\"");
    }

    private static List<Decoded<Command>> rows(String csv) throws IOException {
        RecordReader<Command> reader =
                new CsvFormat<>(FORMAT, RULES)
                        .open(new ByteArrayInputStream(csv.getBytes(UTF_8)), "test.csv");
        List<Decoded<Command>> rows = new ArrayList<>();
        while (reader.next()) {
            rows.add(reader.decode(1));
        }
        return rows;
    }

    @Test
    void soMayTheColumnsOfMessages() {
        List<String> names = List.of("op", "time", "account", "id", "amount");
        assertThat(csv(names, "add,2026-01-01,a,1,2").value())
                .isEqualTo(command(Map.of("amount", "2")));
        Decoded<Command> brokenOff = csv(names, "add,2026-01-01,a");
        RejectedRecord rejected = Objects.requireNonNull(brokenOff.rejected());
        assertThat(rejected.reason()).isEqualTo("the row has 3 fields, column id is the 4th");
        assertThatThrownBy(() -> csv(names.subList(0, 4), ""))
                .hasMessageContaining("no column is named \"amount\"");
    }

    private static Decoded<Command> csv(List<String> names, String row) {
        return new CsvMessages<>(names, FORMAT, RULES).decode(row.getBytes(UTF_8), "test", 1);
    }

    @Test
    void aColumnHasOneUse() {
        assertThatThrownBy(
                        () ->
                                new CommandFormat(
                                        "account", "id", "op", "time", List.of(), List.of("id")))
                .hasMessageContaining("[account, id, op, time, id]");
    }
}
