package io.oncestream.connector.format;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** When the clocks of a zone show a time. */
record LocalTimes(ZoneId zone, RepeatedHour repeated) implements Serializable {

    LocalTimes in(ZoneId other) {
        return new LocalTimes(other, repeated);
    }

    Instant at(LocalDateTime time) {
        if (zone instanceof ZoneOffset offset) {
            return time.toInstant(offset);
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            throw new NoSuchTimeException("is no time in " + zone + ": clocks skip it there");
        }
        if (offsets.size() > 1 && repeated == RepeatedHour.REJECT) {
            throw new NoSuchTimeException(
                    "is there twice in "
                            + zone
                            + ", where clocks go back: give --repeated-hour first or second, or"
                            + " times with their offset");
        }
        return time.toInstant(
                offsets.get(repeated == RepeatedHour.SECOND ? offsets.size() - 1 : 0));
    }
}
