package io.oncestream.connector.format;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * ISO times as nearly all are written, {@code 2001-12-31T23:59:59.5Z}: digits at fixed places, a
 * day up to the 28th or of a month that surely has it. {@link IsoTime} takes several times as long.
 */
final class UsualTime {

    private static final int SECOND_CHARS = "2001-12-31T23:59:59".length();
    private static final int NANO_DIGITS = 9;
    private static final int DAYS_OF_EACH_MONTH = 28;
    private static final int DAYS_TO_1970 = 719_468;
    private static final int DAYS_OF_400_YEARS = 146_097;

    private UsualTime() {}

    /**
     * The time that {@link IsoTime} reads, or null: it is written, or has to be read, otherwise.
     */
    static @Nullable Instant parse(byte[] bytes, int from, int to) {
        int end = to - 1;
        if (end - from < SECOND_CHARS || bytes[end] != 'Z' || !hasSeparators(bytes, from)) {
            return null;
        }
        int year = 100 * two(bytes, from) + two(bytes, from + 2);
        int month = two(bytes, from + 5);
        int day = two(bytes, from + 8);
        int hour = two(bytes, from + 11);
        int minute = two(bytes, from + 14);
        int second = two(bytes, from + 17);
        int nano = nano(bytes, from + SECOND_CHARS, end);
        boolean usual =
                two(bytes, from) >= 0
                        && two(bytes, from + 2) >= 0
                        && year > 0
                        && isDay(month, day)
                        && isWithin(hour, 23)
                        && isWithin(minute, 59)
                        && isWithin(second, 59)
                        && nano >= 0;
        long seconds = 60L * (60 * hour + minute) + second;
        return usual ? Instant.ofEpochSecond(86_400 * day(year, month, day) + seconds, nano) : null;
    }

    private static boolean hasSeparators(byte[] bytes, int at) {
        return bytes[at + 4] == '-'
                && bytes[at + 7] == '-'
                && (bytes[at + 10] == 'T' || bytes[at + 10] == ' ')
                && bytes[at + 13] == ':'
                && bytes[at + 16] == ':';
    }

    private static boolean isWithin(int value, int max) {
        return value >= 0 && value <= max;
    }

    private static boolean isDay(int month, int day) {
        boolean longMonth = month != 2 && day <= 30;
        return month >= 1 && month <= 12 && day >= 1 && (day <= DAYS_OF_EACH_MONTH || longMonth);
    }

    /** Two digits as a number, or less than 0. */
    private static int two(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return isWithin(tens, 9) && isWithin(ones, 9) ? 10 * tens + ones : -1;
    }

    /** Less than 0 where there is neither nothing nor a point and up to nine digits. */
    private static int nano(byte[] bytes, int from, int to) {
        int digits = to - from - 1;
        if (digits < 0) {
            return 0;
        }
        if (bytes[from] != '.' || digits == 0 || digits > NANO_DIGITS) {
            return -1;
        }
        int nano = 0;
        for (int at = from + 1; at < to; at++) {
            int digit = bytes[at] - '0';
            if (!isWithin(digit, 9)) {
                return -1;
            }
            nano = 10 * nano + digit;
        }
        for (int i = digits; i < NANO_DIGITS; i++) {
            nano *= 10;
        }
        return nano;
    }

    /** The days from 1970 to a date: with years that begin in March a leap day is their last. */
    private static long day(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int ofEra = marchYear % 400;
        int ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int ofEraDays = 365 * ofEra + ofEra / 4 - ofEra / 100 + ofYear;
        return (long) marchYear / 400 * DAYS_OF_400_YEARS + ofEraDays - DAYS_TO_1970;
    }
}
