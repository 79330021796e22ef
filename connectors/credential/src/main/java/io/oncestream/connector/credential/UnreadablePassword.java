package io.oncestream.connector.credential;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** There is no password where one should be: a restart cannot mend that, so the job fails. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class UnreadablePassword extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadablePassword(String message) {
        super(message);
    }

    UnreadablePassword(String message, Throwable cause) {
        super(message, cause);
    }
}
