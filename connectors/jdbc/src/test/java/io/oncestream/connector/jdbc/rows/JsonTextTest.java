package io.oncestream.connector.jdbc.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class JsonTextTest {
    /** Texts that are JSON, and that every database takes. */
    public static final List<String> JSON =
            List.of(
                    "{}",
                    "[]",
                    "\"\"",
                    "null",
                    "true",
                    "false",
                    "0",
                    "-0",
                    "-0.0e-0",
                    "1E+5",
                    "1.25e-7",
                    "12345678901234567890.123456789",
                    "1e1000",
                    "-1e-1000",
                    "9".repeat(1000),
                    " \t\r\n[ 1 , \"a\" , { \"b\" : null , \"\" : [ ] } ] \n",
                    "{\"a\":1,\"a\":2}",
                    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E4\\ud83d\\uDE00\\uffff\"",
                    "\"ä😀\u2028\u007f\"",
                    "\"" + "x".repeat(100_000) + "\"",
                    "[".repeat(JsonText.LEVELS_MAX) + "]".repeat(JsonText.LEVELS_MAX),
                    "{\"a\":".repeat(JsonText.LEVELS_MAX) + 1 + "}".repeat(JsonText.LEVELS_MAX));

    @Test
    void jsonIsTaken() {
        assertThat(JSON).allSatisfy(text -> assertThat(JsonText.fault(text)).isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "nulll",
                "True",
                "NaN",
                "Infinity",
                "01",
                "+1",
                "1.",
                ".5",
                "1e",
                "1e+",
                "--1",
                "0x1",
                "'a'",
                "\"a",
                "a\"",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1",
                "1]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{\"a\":1",
                "{} {}",
                "[}",
                "/* */ 1",
                "\u00a01",
                "\ufeff1"
            })
    void whatIsNoJsonIsNot(String text) {
        assertThat(JsonText.fault(text)).startsWith("a text that is no JSON from its character ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"\\ud800x\"",
                "\"\\ud800\\n\"",
                "\"\\ud800\\ud800\"",
                "\"\\udc00\"",
                "{\"\\udc00\\ud800\": 1}",
                "1e1001",
                "1e-1001",
                "1e99999999999999999999"
            })
    void jsonThatADatabaseRefusesIsRefused(String text) {
        assertThat(JsonText.fault(text)).startsWith("JSON with ");
    }

    @Test
    void moreLevelsOrDigitsThanADatabaseTakesAreRefused() {
        int levels = JsonText.LEVELS_MAX + 1;
        assertThat(JsonText.fault("[".repeat(levels) + "]".repeat(levels)))
                .isEqualTo("JSON with more than 31 levels");
        assertThat(JsonText.fault("[".repeat(10_000_000))).contains("more than 31 levels");
        assertThat(JsonText.fault("9".repeat(JsonText.DIGITS_MAX + 1)))
                .contains("more than 1000 digits");
    }

    @Test
    void thePlaceIsTold() {
        assertThat(JsonText.fault("[1, x]")).endsWith("from its character 5 on");
    }
}
