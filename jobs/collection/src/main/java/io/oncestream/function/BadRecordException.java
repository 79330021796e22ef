package io.oncestream.function;

import io.oncestream.state.reading.RejectedRecord;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Ends a job at a record that cannot be used, where the user asked for that. Flink does not restart
 * on it: the record would be as bad the next time.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class BadRecordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadRecordException(RejectedRecord rejected) {
        super(
                "%s, position %d: %s (--bad-records reject would set such records aside)"
                        .formatted(rejected.source(), rejected.position(), rejected.reason()));
    }
}
