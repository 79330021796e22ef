package io.oncestream.connector.format;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads points in time from text.
 *
 * <p>Without a format it recognises ISO-8601 ({@code 2001-12}, {@code 2001-12-31}, {@code
 * 2001-12-31T23:59}, with a blank for the {@code T}, seconds, a fraction, {@code Z} or an offset)
 * and epoch time where a decimal number can hardly be anything else, see {@link BareNumber}. {@code
 * epoch-seconds} and the like say what numbers count. A pattern is one of {@link
 * java.time.format.DateTimeFormatter} in {@link java.util.Locale#ENGLISH}; {@code yyyy} is the year
 * that calendars show. Digits beyond the nanosecond are dropped.
 *
 * <p>A year or a month without more is its first day, a date without a time of day its midnight,
 * and 24:00 the next day's. A time without offset is one of the given zone: one that the zone
 * skips, as clocks go forward, is no time; one that it has twice, as clocks go back, is what {@link
 * RepeatedHour} says. Days that no calendar has (February 30) and years outside 1 to 9999 are
 * refused.
 */
public final class TimeFormat implements Serializable {

    private static final long serialVersionUID = 1L;

    /** In the reason of each reject whose time is a number that may be several. */
    public static final String UNCLEAR = "is not clearly one time";

    private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final @Nullable String pattern;
    private final @Nullable EpochUnit unit;
    private final LocalTimes local;

    /** Rebuilt where this arrives, because Java's formatter does not travel. */
    private transient @Nullable TimePattern formatter;

    /**
     * @param format a pattern, or {@code epoch-seconds} and the like; null to recognise ISO-8601
     *     and epoch time
     * @param zone of times that come without one; those that it has twice are refused
     * @throws IllegalArgumentException when the format cannot give a point in time
     */
    public TimeFormat(@Nullable String format, ZoneId zone) {
        this(format, zone, RepeatedHour.REJECT);
    }

    /**
     * As the other one.
     *
     * @param repeated what times are that the zone has twice
     */
    public TimeFormat(@Nullable String format, ZoneId zone, RepeatedHour repeated) {
        this.unit = format == null ? null : EpochUnit.of(format);
        this.pattern = unit == null ? format : null;
        this.local = new LocalTimes(zone, repeated);
        this.formatter = pattern == null ? null : new TimePattern(pattern);
    }

    /**
     * The point in time that the text names, blanks around it ignored.
     *
     * @throws DateTimeException when there is none; the message follows the text in a sentence
     */
    public Instant parse(String text) {
        Instant time;
        try {
            time = parseAny(text.strip());
        } catch (NoSuchTimeException e) {
            throw e;
        } catch (DateTimeException e) {
            throw new NoSuchTimeException("is no such time: " + e.getMessage());
        }
        if (time.isBefore(MIN) || time.isAfter(MAX)) {
            throw new NoSuchTimeException("is outside the years 1 to 9999");
        }
        return time;
    }

    /** Whether no format was given. */
    boolean guesses() {
        return unit == null && pattern == null;
    }

    private Instant parseAny(String text) {
        if (unit != null) {
            return EpochTime.parse(text, unit);
        }
        if (pattern != null) {
            return patternFormatter(pattern).parse(text, local);
        }
        return IsoTime.looksLikeIt(text) ? IsoTime.parse(text, local) : BareNumber.parse(text);
    }

    private TimePattern patternFormatter(String text) {
        if (formatter == null) {
            formatter = new TimePattern(text);
        }
        return formatter;
    }
}
