package io.oncestream.job.locks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A command that a domain can decide.
 *
 * @param domain whose resources these are: no lock reaches further
 * @param id which no other command of the domain has
 * @param lease of an op that takes or renews, in whole milliseconds; zero for others
 * @param waitMax how long an acquire may wait, in whole milliseconds; zero for others
 * @param token of the grant that is renewed or released; 0 for others
 * @param time event time at which it was sent
 */
record LockRequest(
        String domain,
        String id,
        String resource,
        String owner,
        LockOp op,
        Duration lease,
        Duration waitMax,
        long token,
        Instant time) {

    private static final int CHARACTERS_MAX = 200;
    private static final Duration DURATION_MAX = Duration.ofHours(1);
    private static final Instant TIME_END = Instant.parse("9999-01-01T00:00:00Z");

    /** Refuses what is out of bounds, by an {@link IllegalArgumentException} with the value. */
    LockRequest {
        checkText("domain", domain);
        checkText("id", id);
        checkText("resource", resource);
        checkText("owner", owner);
        checkTime(time);
        if (op != LockOp.RELEASE) {
            checkMillis("lease", lease, Duration.ofMillis(1));
        }
        checkMillis("wait", waitMax, Duration.ZERO);
    }

    /** Counts as databases and the format of commands do. */
    private static void checkText(String name, String text) {
        int characters = text.codePointCount(0, text.length());
        if (characters == 0 || characters > CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "%s has %d characters: it must have 1 to %d"
                            .formatted(name, characters, CHARACTERS_MAX));
        }
    }

    private static void checkMillis(String name, Duration duration, Duration min) {
        boolean inRange = duration.compareTo(min) >= 0 && duration.compareTo(DURATION_MAX) <= 0;
        if (!inRange || !duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException(
                    "%s is %s: it must be whole milliseconds, from %d ms to 1 h"
                            .formatted(name, duration, min.toMillis()));
        }
    }

    /** The first number of a domain is a time in microseconds, and tables must store times. */
    private static void checkTime(Instant time) {
        if (time.isBefore(Instant.EPOCH) || !time.isBefore(TIME_END)) {
            throw new IllegalArgumentException(
                    "time is %s: it must be from 1970 to 9998".formatted(time));
        }
    }
}
