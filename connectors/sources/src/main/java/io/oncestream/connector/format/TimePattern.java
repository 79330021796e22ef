package io.oncestream.connector.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as a pattern describes them. */
final class TimePattern {

    private static final ZonedDateTime SAMPLE =
            ZonedDateTime.of(2024, 10, 31, 13, 14, 15, 123_456_789, ZoneOffset.UTC);

    private final String pattern;
    private final DateTimeFormatter formatter;

    TimePattern(String pattern) {
        this.pattern = pattern;
        try {
            formatter =
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(withProlepticYears(pattern))
                            .toFormatter(Locale.ENGLISH)
                            .withResolverStyle(ResolverStyle.STRICT);
            // Reading its own writing shows a pattern that gives no date, or minutes without hours.
            parse(formatter.format(SAMPLE), ZoneOffset.UTC);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "time format \"%s\" cannot be used: %s; an example is yyyy-MM-dd HH:mm:ss"
                            .formatted(pattern, e.getMessage()),
                    e);
        }
    }

    Instant parse(String text, ZoneId zone) {
        TemporalAccessor parsed = parsed(text);
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new NoSuchTimeException("it gives no date (yyyy for the year, MM the month, dd)");
        }
        LocalTime time = timeOfDay(parsed);
        ZoneId own = parsed.query(TemporalQueries.offset());
        if (own == null) {
            own = parsed.query(TemporalQueries.zone());
        }
        return TimeFormat.at(date.atTime(time), own == null ? zone : own);
    }

    private TemporalAccessor parsed(String text) {
        try {
            return formatter.parse(text);
        } catch (DateTimeParseException e) {
            String detail = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            throw new NoSuchTimeException("does not fit the time format " + pattern + detail);
        }
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

    /**
     * Strict parsing needs an era with {@code y}, but none with {@code u}, which is the same year
     * from 1 on.
     */
    private static String withProlepticYears(String pattern) {
        StringBuilder result = new StringBuilder();
        boolean quoted = false;
        boolean era = pattern.indexOf('G') >= 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            result.append(c == 'y' && !quoted && !era ? 'u' : c);
        }
        return result.toString();
    }
}
