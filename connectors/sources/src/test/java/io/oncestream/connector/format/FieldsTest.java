package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.oncestream.state.reading.Decoded;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a field may be, asked for as each of the types: a column of CSV, and a field of JSON. */
class FieldsTest {

    private static final Clock NOW =
            Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final FieldRules RULES =
            new FieldRules(
                    new TimeFormat(null, ZoneOffset.UTC),
                    new MaxAhead(Duration.ofHours(1), NOW),
                    NumberFormat.DEFAULT);

    /** Asks for the one field as something. */
    private interface As<T> extends Serializable {
        T of(Fields fields) throws BadFieldException;
    }

    private record One<T>(As<T> as) implements RecordMapper<T> {

        @Override
        public List<WantedColumn> columns() {
            return List.of(new WantedColumn("price", "p"));
        }

        @Override
        public T map(Fields fields) throws BadFieldException {
            return as.of(fields);
        }

        @Override
        public TypeInformation<T> type() {
            throw new UnsupportedOperationException();
        }
    }

    private static final As<String> TEXT = fields -> fields.text(0, 3);
    private static final As<Long> INTEGER = fields -> fields.integer(0);
    private static final As<BigDecimal> DECIMAL = fields -> fields.decimal(0);
    private static final As<Boolean> BOOL = fields -> fields.bool(0);
    private static final As<Double> NUMBER = fields -> fields.number(0);
    private static final As<Instant> INSTANT = fields -> fields.instant(0);
    private static final As<Instant> EVENT_TIME = fields -> fields.eventTime(0);

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "007", "9223372036854775807", "-9223372036854775808", " 42 "})
    void aWholeNumberHas64Bits(String text) {
        assertIs(INTEGER, text, Long.valueOf(text.strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "1.0",
                "1e3",
                "0x10",
                "1_000",
                "1 2",
                "1L",
                "\u0661",
                "9223372036854775808",
                "-9223372036854775809"
            })
    void whatIsNoWholeNumberIsRejected(String text) {
        assertRefused(INTEGER, text, "is not a whole number of 64 bits");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1.10, 1.10",
        "-0.00, 0.00",
        " +2.5 , 2.5",
        ".5, 0.5",
        "1., 1",
        "1e3, 1E+3",
        "12345678901234567890.0123456789, 12345678901234567890.0123456789",
        "1e999, 1E+999",
        "1e-1000, 1E-1000",
    })
    void aDecimalKeepsAllOfItsDigits(String text, BigDecimal decimal) {
        assertIs(DECIMAL, text, decimal);
    }

    @Test
    void aDecimalHasAThousandDigitsInFrontOfThePointAndBehindIt() {
        String most = "-" + "9".repeat(1_000) + "." + "9".repeat(1_000);
        assertThat(csv(DECIMAL, most).value()).isEqualTo(new BigDecimal(most));
        assertThat(json(DECIMAL, '"' + most + '"').value()).isEqualTo(new BigDecimal(most));
        assertRefused(DECIMAL, "9".repeat(1_001), "is not a number of at most 1,000 digits");
        assertRefused(DECIMAL, "." + "9".repeat(1_001), "is not a number of at most 1,000 digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "NaN",
                "Infinity",
                "1d",
                "0x1p3",
                "1e",
                "1,5",
                "\u0661",
                "1e1000",
                "1e-1001",
                "1e999999999",
                "-1e-999999999",
                "0e999999999"
            })
    void whatIsNoDecimalIsRejectedHoweverLargeItsExponent(String text) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertRefused(DECIMAL, text, "is not a number of at most 1,000 digits"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483648", "1e-99999999999999999999"})
    void anExponentBeyond32BitsIsRejectedToo(String text) {
        assertRefused(DECIMAL, text, "is out of range");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "TRUE, true", " False , false"})
    void aBooleanIsAWord(String text, boolean bool) {
        assertIs(BOOL, text, bool);
    }

    @Test
    void inJsonABooleanIsAlsoItself() {
        assertThat(json(BOOL, "true").value()).isTrue();
        assertThat(json(BOOL, "false").value()).isFalse();
        assertThat(json(BOOL, "1").rejected().reason())
                .isEqualTo("price \"1\" in field p is neither true nor false");
        assertThat(json(BOOL, "null").rejected().reason()).startsWith("field p is null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "yes", "t", "truefalse"})
    void whatIsNoBooleanIsRejected(String text) {
        assertRefused(BOOL, text, "is neither true nor false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void aBooleanOfJsonIsNothingElse(String bool) {
        for (As<?> as : List.of(TEXT, INTEGER, DECIMAL, NUMBER, INSTANT, EVENT_TIME)) {
            assertThat(json(as, bool).rejected().reason())
                    .isEqualTo("field p is " + bool + ", not a text or a number");
        }
    }

    @Test
    void aTextIsTakenAsItStandsUpToItsLimit() {
        for (String text : List.of("", " a ", "true", "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00")) {
            As<String> as = fields -> fields.text(0, 4);
            assertThat(csv(as, text).value()).isEqualTo(text);
            assertThat(json(as, '"' + text + '"').value()).isEqualTo(text);
        }
        assertThat(reasons(TEXT, "\uD83D\uDE00abc"))
                .containsOnly("price of 4 characters is over 3");
        assertThat(json(TEXT, "\"\\ud83d\\ude00ab\"").value()).isEqualTo("\uD83D\uDE00ab");
    }

    @Test
    void whatNoDatabaseStoresIsNoText() {
        assertThat(csv(TEXT, "a\0").rejected().reason()).isEqualTo("price holds a NUL character");
        assertThat(json(TEXT, "\"a\\u0000\"").rejected().reason())
                .isEqualTo("price holds a NUL character");
        for (String half : List.of("\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83d\\ud83d")) {
            assertThat(json(TEXT, '"' + half + '"').rejected().reason())
                    .as(half)
                    .isEqualTo("price holds half of a surrogate pair");
        }
    }

    @Test
    void onlyAnEventTimeIsComparedWithTheClock() {
        String text = "2026-01-01T01:00:00.001Z";
        assertIs(INSTANT, text, Instant.parse(text));
        assertRefused(EVENT_TIME, text, "is more than 1h ahead of now (--max-ahead)");
        assertIs(EVENT_TIME, "2026-01-01T01:00:00Z", Instant.parse("2026-01-01T01:00:00Z"));
        assertRefused(
                INSTANT,
                "soon",
                "is neither an ISO-8601 time such as 2001-12-31T23:59:59"
                        + " nor epoch seconds or milliseconds");
    }

    @ParameterizedTest
    @CsvSource({
        "'2,6', 2.6",
        "2, 2",
        "'-0,5e1', -5",
        "'-200,00', ",
        "'NA', ",
        "'-999', ",
        "'-999.0', "
    })
    void numbersAreWrittenAsTheUserSaysAndSomeMeanNone(String text, @Nullable Double number) {
        FieldRules rules =
                new FieldRules(
                        FieldRules.DEFAULT.times(),
                        MaxAhead.UNLIMITED,
                        new NumberFormat(
                                text.contains(".") ? '.' : ',', List.of("-200", "NA", "-999")));
        byte[] csv = utf8('"' + text + '"');
        byte[] json = utf8("{\"p\":\"" + text + "\"}");
        for (As<?> as : List.of(NUMBER, DECIMAL)) {
            for (Decoded<?> decoded :
                    List.of(
                            new CsvMessages<>(List.of("p"), new One<>(as), rules)
                                    .decode(csv, "queue", 1),
                            new JsonMessages<>(new One<>(as), rules).decode(json, "queue", 1))) {
                assertThat(decoded.rejected()).isNull();
                if (number == null) {
                    assertThat(decoded.value()).isNull();
                } else {
                    assertThat(((Number) decoded.value()).doubleValue()).isEqualTo(number);
                }
            }
        }
    }

    @Test
    void withDecimalCommasAPointIsNoneButInJsonsOwnNumbers() {
        FieldRules rules =
                new FieldRules(
                        FieldRules.DEFAULT.times(),
                        MaxAhead.UNLIMITED,
                        new NumberFormat(',', List.of()));
        assertThat(
                        new CsvMessages<>(List.of("p"), new One<>(NUMBER), rules)
                                .decode(utf8("\"1.234,5\""), "queue", 1)
                                .rejected()
                                .reason())
                .isEqualTo("price \"1.234,5\" in column p is not a finite number");
        assertThat(
                        new JsonMessages<>(new One<>(NUMBER), rules)
                                .decode(utf8("{\"p\":1.5}"), "queue", 1)
                                .value())
                .isEqualTo(1.5);
        assertThat(NumberFormat.of(',', "-200; -99,9;NA").missing())
                .containsExactly("-200", "-99,9", "NA");
        assertThat(NumberFormat.of(',', "-99,9").isMissing("-99,90", "-99.90")).isTrue();
        assertThat(NumberFormat.of(',', "-99,9").isMissing("9", "9")).isFalse();
        assertThat(NumberFormat.of('.', "-200,NA").missing()).containsExactly("-200", "NA");
        assertThatThrownBy(() -> NumberFormat.of(',', "-200,-999,NA"))
                .hasMessageContaining("semicolons");
        assertThatThrownBy(() -> new NumberFormat(';', List.of()))
                .hasMessage("--decimal is ';', but must be . or , (in quotes)");
    }

    /** A number of JSON is no clearer than a text. */
    @ParameterizedTest
    @ValueSource(strings = {"1950040101", "20240131", "2024", "20240131.0", "2.0240131E7"})
    void aNumberThatMayBeSeveralTimesIsNoneWhereverItStands(String number) {
        List<String> reasons = new ArrayList<>(reasons(INSTANT, number));
        reasons.add(json(INSTANT, number).rejected().reason());
        assertThat(reasons)
                .hasSize(3)
                .allSatisfy(
                        reason ->
                                assertThat(reason)
                                        .startsWith("price \"" + number + "\" in ")
                                        .contains(TimeFormat.UNCLEAR + ": give --time-format "));
    }

    @Test
    void aReasonShowsTheBeginningOfALongText() {
        assertThat(csv(INTEGER, "7".repeat(100)).rejected().reason())
                .isEqualTo(
                        "price \"%s...\" in column p is not a whole number of 64 bits"
                                .formatted("7".repeat(60)));
    }

    private static <T> void assertIs(As<T> as, String text, T value) {
        assertThat(csv(as, text).value()).isEqualTo(value);
        assertThat(json(as, '"' + text + '"').value()).isEqualTo(value);
    }

    private static void assertRefused(As<?> as, String text, String why) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        assertThat(reasons(as, text))
                .containsExactly(
                        "price \"%s\" in column p %s".formatted(shown, why),
                        "price \"%s\" in field p %s".formatted(shown, why));
    }

    private static List<String> reasons(As<?> as, String text) {
        return List.of(
                csv(as, text).rejected().reason(), json(as, '"' + text + '"').rejected().reason());
    }

    private static <T> Decoded<T> csv(As<T> as, String text) {
        return new CsvMessages<>(List.of("p"), new One<>(as), RULES)
                .decode(utf8('"' + text + '"'), "queue", 1);
    }

    private static <T> Decoded<T> json(As<T> as, String value) {
        return new JsonMessages<>(new One<>(as), RULES)
                .decode(utf8("{\"p\":" + value + "}"), "queue", 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
