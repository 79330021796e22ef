package io.oncestream.connector.format;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A stream ends in the middle of what only its end makes whole; the message follows the stream's
 * name. Reading it again would end the same: Flink does not restart the job.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class CutOffException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param where as {@code in a JSON array}
     */
    CutOffException(String where) {
        super(
                "ends in the middle of "
                        + where
                        + ": it is truncated, or not written to its end yet");
    }
}
