package io.oncestream.connector.format;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far ahead of the clock an event time may be. One record of the year 2099 would take event
 * time there, and make all that comes after it late.
 *
 * @param duration null for any time
 * @param clock what time it is where a record is decoded; serializable, as the JDK's are
 */
public record MaxAhead(@Nullable Duration duration, Clock clock) implements Serializable {

    public static final MaxAhead UNLIMITED = new MaxAhead(null, Clock.systemUTC());

    /** Beside the clock of the machine that decodes. */
    public static MaxAhead ofSystemClock(Duration duration) {
        return new MaxAhead(duration, Clock.systemUTC());
    }

    boolean isExceededBy(Instant time) {
        return duration != null && time.toEpochMilli() - clock.millis() > duration.toMillis();
    }

    /** What follows the time in a sentence. */
    String reason() {
        String text = String.valueOf(duration).replace("PT", "").toLowerCase(Locale.ROOT);
        return "is more than " + text + " ahead of now (--max-ahead)";
    }
}
