package io.oncestream.connector.source;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * What a restart cannot mend: a queue that is gone, a login that is refused, a damaged spool. Flink
 * fails the job at once, without its restart strategy; once the cause is mended the job can be
 * resumed from its last checkpoint.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class SourceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SourceFailure(String message) {
        super(message);
    }

    public SourceFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
