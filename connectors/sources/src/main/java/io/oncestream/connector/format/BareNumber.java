package io.oncestream.connector.format;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as times of which nobody has said what they count. One is taken for seconds or
 * milliseconds since 1970 only where it can hardly be anything else: between 1973-03-03 and
 * 2036-07-18, or as far before 1970, and only when its digits do not read as a date. All others are
 * {@link UnclearTimeException unclear}: years, counts of days, dates without separators.
 */
final class BareNumber {

    private static final long SECONDS_MIN = 100_000_000;
    private static final long SECONDS_END = 2_100_000_000;
    private static final int SECOND_DIGITS = 10;
    private static final int MILLI_DIGITS = 13;

    /** More than any date or nanoseconds have. */
    private static final int DIGITS_MAX = 20;

    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    /** No time before is suggested, and none after the other. */
    private static final Instant SUGGESTED_MIN = Instant.parse("1880-01-01T00:00:00Z");

    private static final Instant SUGGESTED_END = Instant.parse("2100-01-01T00:00:00Z");
    private static final int UNITS_SUGGESTED = 2;

    private BareNumber() {}

    static Instant parse(String text) {
        if (!EpochTime.isNumber(text)) {
            throw new NoSuchTimeException(
                    "is neither an ISO-8601 time such as 2001-12-31T23:59:59 nor epoch seconds or"
                            + " milliseconds");
        }
        Instant time = parseUsual(text);
        if (time != null) {
            return time;
        }
        BigDecimal number = new BigDecimal(text);
        EpochUnit unit = isShortened(text, number) ? null : unit(number);
        String digits = digits(text, number);
        if (unit == null
                || digits.startsWith("0")
                || CompactDate.in(digits).findAny().isPresent()) {
            throw new UnclearTimeException(readings(text, number));
        }
        return EpochTime.of(number, unit);
    }

    /** Whole seconds and milliseconds from 2001 to 2027, as nearly all are: no dates among them. */
    private static @Nullable Instant parseUsual(String text) {
        int length = text.length();
        if ((length != SECOND_DIGITS && length != MILLI_DIGITS)
                || text.charAt(0) != '1'
                || text.charAt(1) > '7'
                || !DecimalNumber.isWhole(text)) {
            return null;
        }
        long number = Long.parseLong(text);
        return length == SECOND_DIGITS
                ? Instant.ofEpochSecond(number)
                : Instant.ofEpochMilli(number);
    }

    /** 1.70669e+09, as tables and scripts print 1706693712: the last digits are gone. */
    private static boolean isShortened(String text, BigDecimal number) {
        return number.scale() < 0 && text.indexOf('+') > 0;
    }

    private static @Nullable EpochUnit unit(BigDecimal number) {
        long size = number.abs().min(LONG_MAX).longValue();
        if (size >= SECONDS_MIN && size < SECONDS_END) {
            return EpochUnit.SECONDS;
        }
        return size >= 1_000 * SECONDS_MIN && size < 1_000 * SECONDS_END ? EpochUnit.MILLIS : null;
    }

    /** In front of the point; none of a negative number, which is no date. */
    private static String digits(String text, BigDecimal number) {
        if (number.signum() < 0 || number.precision() - number.scale() > DIGITS_MAX) {
            return "";
        }
        boolean exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        String plain = exponent ? number.toBigInteger().toString() : text;
        int point = plain.indexOf('.');
        return plain.substring(plain.startsWith("+") ? 1 : 0, point < 0 ? plain.length() : point);
    }

    /** What the text may be, each with the option that says it: dates first. */
    private static List<String> readings(String text, BigDecimal number) {
        Stream<Optional<String>> counts =
                Arrays.stream(EpochUnit.values())
                        .map(unit -> meaning(number, unit))
                        .filter(Optional::isPresent)
                        .limit(UNITS_SUGGESTED);
        return Stream.concat(CompactDate.meanings(text), counts).flatMap(Optional::stream).toList();
    }

    private static Optional<String> meaning(BigDecimal number, EpochUnit unit) {
        try {
            Instant time = EpochTime.of(number, unit);
            boolean likely = !time.isBefore(SUGGESTED_MIN) && time.isBefore(SUGGESTED_END);
            return likely ? Optional.of(unit.option() + " for " + time) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
