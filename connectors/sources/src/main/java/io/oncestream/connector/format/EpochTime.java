package io.oncestream.connector.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.regex.Pattern;

/** Seconds or milliseconds since 1970-01-01T00:00Z as a decimal number. */
final class EpochTime {

    /** As seconds the year 5138, as milliseconds March 1973. */
    private static final long MILLIS_FROM = 100_000_000_000L;

    /** So many digits before the point are beyond the year 9999 in milliseconds. */
    private static final int INTEGER_DIGITS_MAX = 16;

    private static final int CHARS_MAX = 64;

    /** e-999: longer exponents would make numbers that arithmetic takes a gigabyte for. */
    private static final int EXPONENT_CHARS_MAX = 5;

    private static final int LONG_DIGITS = 18;
    private static final BigInteger NANOS_A_SECOND = BigInteger.valueOf(1_000_000_000);

    /** Dates of 1900 to 2099 without separators; as seconds they would all lie in 1970. */
    private static final Pattern COMPACT_DATE =
            Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])");

    private EpochTime() {}

    static Instant parse(String text) {
        if (text.length() > CHARS_MAX
                || !DecimalNumber.isOne(text)
                || exponentChars(text) > EXPONENT_CHARS_MAX) {
            throw new NoSuchTimeException(
                    "is neither an ISO-8601 time such as 2001-12-31T23:59:59 nor epoch seconds or"
                            + " milliseconds");
        }
        if (COMPACT_DATE.matcher(text).matches()) {
            throw new NoSuchTimeException(
                    "may be a date or seconds since 1970: give --time-format yyyyMMdd for dates, or"
                            + " seconds with a fraction ("
                            + text
                            + ".0)");
        }
        return isWhole(text) ? of(Long.parseLong(text)) : of(new BigDecimal(text));
    }

    private static int exponentChars(String text) {
        int at = Math.max(text.indexOf('e'), text.indexOf('E'));
        return at < 0 ? 0 : text.length() - at;
    }

    private static boolean isWhole(String text) {
        return text.length() <= LONG_DIGITS
                && text.chars().allMatch(c -> c == '-' || c == '+' || (c >= '0' && c <= '9'));
    }

    private static Instant of(long number) {
        return Math.abs(number) < MILLIS_FROM
                ? Instant.ofEpochSecond(number)
                : Instant.ofEpochMilli(number);
    }

    private static Instant of(BigDecimal number) {
        if (number.precision() - number.scale() > INTEGER_DIGITS_MAX) {
            throw new NoSuchTimeException("is outside the years 1 to 9999");
        }
        boolean seconds = number.abs().compareTo(BigDecimal.valueOf(MILLIS_FROM)) < 0;
        BigInteger[] parts =
                number.movePointRight(seconds ? 9 : 6)
                        .setScale(0, RoundingMode.FLOOR)
                        .toBigInteger()
                        .divideAndRemainder(NANOS_A_SECOND);
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
