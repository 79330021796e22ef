package io.oncestream.connector.compression;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Compressed data is broken, ends too early or expands beyond the limit: what follows is lost. The
 * message is one line that goes on after the name of the file or the socket. Reading again gives
 * the same: Flink does not restart the job.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class CompressedDataException extends IOException {

    private static final long serialVersionUID = 1L;

    CompressedDataException(String message) {
        super(message);
    }

    CompressedDataException(String message, Throwable cause) {
        super(message, cause);
    }

    static CompressedDataException truncated(Compression compression) {
        return new CompressedDataException(
                "ends in the middle of its "
                        + compression.title()
                        + " data: it is truncated, or not written to its end yet");
    }
}
