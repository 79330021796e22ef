package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast ways to read a field give what the slow ones give, or leave it to them. */
class UsualFieldsTest {

    private static final TimeFormat TIMES = new TimeFormat(null, ZoneOffset.ofHours(5));
    private static final String ODD_BYTES = "0123456789+-.,eET: Zz\"x\0";

    @Test
    void numbersAreThoseOfTheJdk() {
        Random random = new Random(1);
        int usual = 0;
        for (int i = 0; i < 300_000; i++) {
            long unscaled = random.nextLong() >> random.nextInt(64);
            int scale = random.nextInt(18);
            String text = new BigDecimal(BigInteger.valueOf(unscaled), scale).toPlainString();
            usual += assertNumber(random.nextInt(3) == 0 ? damaged(text, random) : text) ? 1 : 0;
        }
        assertThat(usual).isGreaterThan(100_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "00.10",
                "1.",
                ".5",
                "-.5",
                "999999999999999",
                "9007199254740993",
                "123456789012345.",
                ".123456789012345",
                "0.1",
                "4.35",
                "2.675"
            })
    void numbersAtTheEdgeAreThoseOfTheJdk(String text) {
        assertNumber(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "-.", "1.2.3", "+1", " 1", "1e3", "NaN", "1234567890123456"})
    void whatIsNotUsualIsLeftToTheJdk(String text) {
        assertThat(number(text)).isNaN();
    }

    @Test
    void timesAreThoseOfIsoTime() {
        Random random = new Random(2);
        int usual = 0;
        for (int i = 0; i < 200_000; i++) {
            String text =
                    "%04d-%02d-%02d%s%02d:%02d:%02d%sZ"
                            .formatted(
                                    random.nextInt(10_000),
                                    random.nextInt(14),
                                    random.nextInt(33),
                                    random.nextInt(4) == 0 ? " " : "T",
                                    random.nextInt(25),
                                    random.nextInt(61),
                                    random.nextInt(61),
                                    random.nextBoolean() ? "" : "." + random.nextInt(1_000_000));
            usual += assertTime(random.nextInt(3) == 0 ? damaged(text, random) : text) ? 1 : 0;
        }
        assertThat(usual).isGreaterThan(80_000);
    }

    /** Of 400 years, after which days repeat. */
    @Test
    void eachDayOfTheCalendarIsThatOfIsoTime() {
        Instant day = Instant.parse("1800-01-01T12:34:56.000000789Z");
        int usual = 0;
        for (; day.isBefore(Instant.parse("2200-01-01T00:00:00Z")); day = day.plusSeconds(86_400)) {
            usual += assertTime(day.toString()) ? 1 : 0;
        }
        assertThat(usual).isGreaterThan(140_000);
    }

    private static boolean assertNumber(String text) {
        double usual = number(text);
        if (Double.isNaN(usual)) {
            return false;
        }
        assertThat(DecimalNumber.isOne(text)).as(text).isTrue();
        // As bits: 0.0 equals -0.0 otherwise.
        if (Double.doubleToRawLongBits(usual)
                != Double.doubleToRawLongBits(Double.parseDouble(text))) {
            assertThat(usual).as(text).isEqualTo(Double.parseDouble(text));
        }
        return true;
    }

    private static boolean assertTime(String text) {
        byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.UTF_8);
        Instant usual = UsualTime.parse(bytes, 1, bytes.length - 1);
        if (usual != null && !usual.equals(slow(text))) {
            assertThat(usual).as(text).isEqualTo(slow(text));
        }
        return usual != null;
    }

    private static Instant slow(String text) {
        try {
            return TIMES.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static double number(String text) {
        byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.UTF_8);
        return UsualNumber.parse(bytes, 1, bytes.length - 1);
    }

    private static String damaged(String text, Random random) {
        int at = random.nextInt(text.length());
        char odd = ODD_BYTES.charAt(random.nextInt(ODD_BYTES.length()));
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + odd + text.substring(at + 1);
            case 1 -> text.substring(0, at) + odd + text.substring(at);
            default -> text.substring(0, at) + text.substring(at + 1);
        };
    }
}
