package io.oncestream.connector.source.rabbitmq;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;

/**
 * Where to begin to read a stream.
 *
 * @param at {@code first}, {@code last}, {@code next}, an offset or a time in ISO 8601
 */
record StreamStart(String at) implements Serializable {

    static final String FORM =
            "first, last, next, the offset of a message, or a time as 2026-01-31T08:00:00Z";
    private static final List<String> WORDS = List.of("first", "last", "next");
    private static final String OFFSET = "[0-9]{1,18}";

    /** Behind what they are checked against. */
    static final StreamStart FIRST = new StreamStart("first");

    static final StreamStart NEXT = new StreamStart("next");
    private static final StreamStart LAST = new StreamStart("last");

    /** Throws {@link IllegalArgumentException} for anything else. */
    StreamStart {
        if (!WORDS.contains(at) && !at.matches(OFFSET)) {
            try {
                time(at);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(at + " is none of " + FORM, e);
            }
        }
    }

    static StreamStart at(long offset) {
        return new StreamStart(Long.toString(offset));
    }

    private static Instant time(String at) {
        return OffsetDateTime.parse(at).toInstant();
    }

    /** As the broker takes it. */
    Object argument() {
        if (WORDS.contains(at)) {
            return at;
        }
        return at.matches(OFFSET) ? Long.valueOf(at) : Date.from(time(at));
    }

    /** Whether it is another place at another time: the end of the stream moves. */
    boolean isAtTheEnd() {
        return equals(LAST) || equals(NEXT);
    }
}
