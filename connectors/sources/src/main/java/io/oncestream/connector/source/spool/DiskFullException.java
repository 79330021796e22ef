package io.oncestream.connector.source.spool;

import java.io.IOException;
import java.nio.file.Path;

/** The disk took no more; what it took of the write is taken back, and all else is as it was. */
final class DiskFullException extends SpoolException {

    private static final long serialVersionUID = 1L;

    DiskFullException(Path folder, IOException cause) {
        super(
                "the spool %s cannot be written (%s): free space there; what was acknowledged is kept, and read"
                        .formatted(folder, cause.getMessage()),
                cause);
    }
}
