package io.oncestream.connector.format;

import java.io.Serializable;
import java.time.ZoneOffset;

/**
 * How the user says that fields are written, and what they may be.
 *
 * @param times how points in time are written
 * @param maxAhead how far ahead of the clock an event time may be
 * @param numbers how numbers are written
 */
public record FieldRules(TimeFormat times, MaxAhead maxAhead, NumberFormat numbers)
        implements Serializable {

    /** ISO-8601 or epoch time in UTC, of any time. */
    public static final FieldRules DEFAULT =
            new FieldRules(
                    new TimeFormat(null, ZoneOffset.UTC), MaxAhead.UNLIMITED, NumberFormat.DEFAULT);
}
