package io.oncestream.connector.format;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Times as a pattern describes them. */
final class TimePattern {

    private static final ZonedDateTime SAMPLE =
            ZonedDateTime.of(2024, 10, 31, 13, 14, 15, 123_456_789, ZoneOffset.UTC);

    /** All but the time of day. */
    private static final Set<TemporalField> DATE_FIELDS =
            Arrays.stream(ChronoField.values())
                    .filter(field -> !field.isTimeBased())
                    .collect(Collectors.toUnmodifiableSet());

    static final LocalTimes UTC = new LocalTimes(ZoneOffset.UTC, RepeatedHour.REJECT);

    private static final long LAST_HOUR = 24;

    private final String pattern;
    private final DateTimeFormatter formatter;
    private final boolean startsPeriods;

    TimePattern(String pattern) {
        this.pattern = pattern;
        try {
            PatternLetters letters = new PatternLetters(pattern);
            formatter = letters.formatter();
            startsPeriods = letters.areOfCalendarMonths();
            // Reading its own writing shows a pattern that gives no date, or minutes without hours.
            parse(formatter.format(SAMPLE), UTC);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "time format \"%s\" cannot be used: %s; an example is yyyy-MM-dd HH:mm:ss"
                            .formatted(pattern, e.getMessage()),
                    e);
        }
    }

    Instant parse(String text, LocalTimes local) {
        try {
            TemporalAccessor parsed = formatter.parse(text);
            return in(parsed, local).at(date(parsed).atTime(timeOfDay(parsed)));
        } catch (DateTimeParseException e) {
            if (endsDay(text)) {
                TemporalAccessor day = formatter.withResolverFields(DATE_FIELDS).parse(text);
                return in(day, local).at(date(day).plusDays(1).atStartOfDay());
            }
            String detail = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            throw new NoSuchTimeException("does not fit the time format " + pattern + detail);
        }
    }

    /** Whether the time of day is 24:00, which Java only reads together with February 30. */
    private boolean endsDay(String text) {
        ParsePosition position = new ParsePosition(0);
        TemporalAccessor fields = formatter.parseUnresolved(text, position);
        return fields != null
                && position.getIndex() == text.length()
                && Arrays.stream(ChronoField.values())
                        .filter(field -> field.isTimeBased() && fields.isSupported(field))
                        .allMatch(field -> fields.getLong(field) == lastOf(field))
                && fields.isSupported(ChronoField.HOUR_OF_DAY);
    }

    private static long lastOf(ChronoField field) {
        return field == ChronoField.HOUR_OF_DAY ? LAST_HOUR : 0;
    }

    private LocalDate date(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null && startsPeriods && isYearOrMonth(parsed)) {
            boolean month = parsed.isSupported(ChronoField.MONTH_OF_YEAR);
            date =
                    LocalDate.of(
                            parsed.get(ChronoField.YEAR),
                            month ? parsed.get(ChronoField.MONTH_OF_YEAR) : 1,
                            1);
        }
        if (date == null) {
            throw new NoSuchTimeException("it gives no date (yyyy for the year, MM the month, dd)");
        }
        return date;
    }

    private static boolean isYearOrMonth(TemporalAccessor parsed) {
        return parsed.isSupported(ChronoField.YEAR)
                && !parsed.isSupported(ChronoField.DAY_OF_MONTH);
    }

    private static LocalTimes in(TemporalAccessor parsed, LocalTimes otherwise) {
        @Nullable ZoneId own = parsed.query(TemporalQueries.offset());
        if (own == null) {
            own = parsed.query(TemporalQueries.zone());
        }
        return own == null ? otherwise : otherwise.in(own);
    }

    private static LocalTime timeOfDay(TemporalAccessor parsed) {
        @Nullable LocalTime time = parsed.query(TemporalQueries.localTime());
        if (time != null) {
            return time;
        }
        boolean incomplete =
                Arrays.stream(ChronoField.values())
                        .anyMatch(field -> field.isTimeBased() && parsed.isSupported(field));
        if (incomplete) {
            throw new NoSuchTimeException(
                    "it gives a part of a time of day (HH for the hour, or hh with a)");
        }
        return LocalTime.MIDNIGHT;
    }
}
