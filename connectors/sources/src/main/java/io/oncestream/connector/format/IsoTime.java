package io.oncestream.connector.format;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * ISO-8601 dates and times. Written out, because java.time's parser takes most of the time that
 * reading a row takes.
 */
final class IsoTime {

    private static final int NANO_DIGITS = 9;

    /** 2001-12, which is its first day. */
    private static final int MONTH_CHARS = 7;

    private final String text;
    private int at;

    private IsoTime(String text) {
        this.text = text;
    }

    static boolean looksLikeIt(String text) {
        int length = text.length();
        return length >= MONTH_CHARS
                && text.charAt(4) == '-'
                && (length == MONTH_CHARS || text.charAt(MONTH_CHARS) == '-');
    }

    static Instant parse(String text, LocalTimes local) {
        return new IsoTime(text).parse(local);
    }

    private Instant parse(LocalTimes local) {
        int year = digits(4);
        expect('-');
        int month = digits(2);
        if (atEnd()) {
            return local.at(LocalDateTime.of(year, month, 1, 0, 0));
        }
        expect('-');
        int day = digits(2);
        if (atEnd()) {
            return local.at(LocalDateTime.of(year, month, day, 0, 0));
        }
        if (!skip('T') && !skip(' ')) {
            throw notIso();
        }
        int hour = digits(2);
        expect(':');
        int minute = digits(2);
        int second = skip(':') ? digits(2) : 0;
        int nano = skip('.') || skip(',') ? fraction() : 0;
        LocalDateTime time = time(LocalDate.of(year, month, day), hour, minute, second, nano);
        Instant result = atEnd() ? local.at(time) : time.toInstant(offset());
        if (!atEnd()) {
            throw notIso();
        }
        return result;
    }

    /** 24:00 is the midnight at the day's end. */
    private static LocalDateTime time(LocalDate day, int hour, int minute, int second, int nano) {
        return hour == 24 && minute == 0 && second == 0 && nano == 0
                ? day.plusDays(1).atStartOfDay()
                : day.atTime(hour, minute, second, nano);
    }

    /** The digits of a fraction of a second as nanoseconds; more of them are dropped. */
    private int fraction() {
        int nanos = 0;
        int count = 0;
        while (!atEnd() && isDigit(text.charAt(at))) {
            if (count < NANO_DIGITS) {
                nanos = 10 * nanos + text.charAt(at) - '0';
            }
            count++;
            at++;
        }
        if (count == 0) {
            throw notIso();
        }
        for (; count < NANO_DIGITS; count++) {
            nanos *= 10;
        }
        return nanos;
    }

    private ZoneOffset offset() {
        if (skip('Z') || skip('z')) {
            return ZoneOffset.UTC;
        }
        int sign = skip('-') ? -1 : 1;
        if (sign > 0) {
            expect('+');
        }
        int hours = digits(2);
        int minutes = skip(':') || !atEnd() ? digits(2) : 0;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private int digits(int count) {
        int value = 0;
        for (int end = at + count; at < end; at++) {
            if (atEnd() || !isDigit(text.charAt(at))) {
                throw notIso();
            }
            value = 10 * value + text.charAt(at) - '0';
        }
        return value;
    }

    private void expect(char wanted) {
        if (!skip(wanted)) {
            throw notIso();
        }
    }

    private boolean skip(char wanted) {
        boolean here = !atEnd() && text.charAt(at) == wanted;
        at += here ? 1 : 0;
        return here;
    }

    private boolean atEnd() {
        return at == text.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static NoSuchTimeException notIso() {
        return new NoSuchTimeException("is not an ISO-8601 time such as 2001-12-31T23:59:59.5Z");
    }
}
