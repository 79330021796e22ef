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

    /** Behind what it is checked against. */
    static final StreamStart FIRST = new StreamStart("first");

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

    /**
     * What means the same, later on: the ends of the stream will have moved.
     *
     * @param attached when it was first read
     */
    StreamStart since(Instant attached) {
        return at.equals("last") || at.equals("next") ? new StreamStart(attached.toString()) : this;
    }
}
