package io.oncestream.connector.jdbc;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * What a restart cannot mend: a table of another shape, a missing permission, a gap in the ledger.
 * Flink fails the job at once, without its restart strategy; its last checkpoint holds the rows
 * that are not committed yet, so a job that is resumed from there once the cause is mended loses
 * nothing.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class SinkFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SinkFailure(String message) {
        super(message);
    }

    public SinkFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
