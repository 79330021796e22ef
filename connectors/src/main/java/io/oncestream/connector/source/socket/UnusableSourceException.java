package io.oncestream.connector.source.socket;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** What a restart cannot mend: Flink fails the job at once, without its restart strategy. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class UnusableSourceException extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableSourceException(String message) {
        super(message);
    }

    UnusableSourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
