package io.oncestream.connector.source.kafka;

import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Where reading begins without a state to go on from.
 *
 * @param millis of {@link Kind#TIMESTAMP}, since 1970; 0 of the others
 */
public record StartingOffsets(Kind kind, long millis) implements Serializable {

    /** Which messages come first. */
    public enum Kind {
        /** The oldest that the partition still has. */
        EARLIEST,
        /** The first that comes after the start. */
        LATEST,
        /** The one at the offset that the group has committed; without one, the oldest. */
        COMMITTED,
        /** The first whose timestamp in Kafka, not its event time, is not before this. */
        TIMESTAMP
    }

    static final StartingOffsets EARLIEST = new StartingOffsets(Kind.EARLIEST, 0);
    static final StartingOffsets LATEST = new StartingOffsets(Kind.LATEST, 0);

    /** Reads {@code earliest}, {@code latest}, {@code committed} or a time. */
    static StartingOffsets parse(String text) {
        return switch (text) {
            case "earliest" -> EARLIEST;
            case "latest" -> LATEST;
            case "committed" -> new StartingOffsets(Kind.COMMITTED, 0);
            default -> new StartingOffsets(Kind.TIMESTAMP, millis(text));
        };
    }

    private static long millis(String text) {
        if (text.matches("[0-9]{1,15}")) {
            return Long.parseLong(text);
        }
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
