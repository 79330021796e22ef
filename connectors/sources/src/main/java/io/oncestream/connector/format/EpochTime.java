package io.oncestream.connector.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;

/** Decimal numbers that count from 1970-01-01T00:00Z on. */
final class EpochTime {

    private static final int CHARS_MAX = 64;

    /** e-999: longer exponents would make numbers that arithmetic takes a gigabyte for. */
    private static final int EXPONENT_CHARS_MAX = 5;

    private static final BigInteger NANOS_A_SECOND = BigInteger.valueOf(1_000_000_000);

    /** So many digits before the point are beyond the year 9999 in nanoseconds. */
    private static final int INTEGER_DIGITS_MAX = 21;

    private EpochTime() {}

    static boolean isNumber(String text) {
        return text.length() <= CHARS_MAX
                && DecimalNumber.isOne(text)
                && exponentChars(text) <= EXPONENT_CHARS_MAX;
    }

    private static int exponentChars(String text) {
        int at = Math.max(text.indexOf('e'), text.indexOf('E'));
        return at < 0 ? 0 : text.length() - at;
    }

    static Instant parse(String text, EpochUnit unit) {
        if (!isNumber(text)) {
            throw new NoSuchTimeException("is no number of " + unit.option());
        }
        return of(new BigDecimal(text), unit);
    }

    /** Digits beyond the nanosecond are dropped. */
    static Instant of(BigDecimal number, EpochUnit unit) {
        if (number.precision() - number.scale() > INTEGER_DIGITS_MAX) {
            throw new NoSuchTimeException("is outside the years 1 to 9999");
        }
        BigInteger[] parts =
                number.multiply(new BigDecimal(unit.nanos()))
                        .setScale(0, RoundingMode.FLOOR)
                        .toBigInteger()
                        .divideAndRemainder(NANOS_A_SECOND);
        try {
            return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
        } catch (ArithmeticException e) {
            throw new NoSuchTimeException("is outside the years 1 to 9999");
        }
    }
}
