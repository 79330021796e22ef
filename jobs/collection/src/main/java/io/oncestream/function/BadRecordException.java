package io.oncestream.function;

import io.oncestream.state.reading.RejectedRecord;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Ends a job at a record that cannot be used, where the user asked for that or where an option is
 * missing. Flink does not restart on it: the record would be as bad the next time.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class BadRecordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private BadRecordException(RejectedRecord rejected, String why) {
        super(
                "%s, position %d: %s (%s)"
                        .formatted(rejected.source(), rejected.position(), rejected.reason(), why));
    }

    public static BadRecordException ofAny(RejectedRecord rejected) {
        return new BadRecordException(
                rejected, "--bad-records reject would set such records aside");
    }

    static BadRecordException ofAll(RejectedRecord rejected, long rows) {
        return new BadRecordException(
                rejected, "none of the first %d records can be used".formatted(rows));
    }
}
