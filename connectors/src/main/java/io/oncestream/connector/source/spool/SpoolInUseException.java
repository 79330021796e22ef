package io.oncestream.connector.source.spool;

import java.nio.file.Path;

/** Another job uses the spool; of one that is dying the system lets go in a moment. */
public final class SpoolInUseException extends SpoolException {
    private static final long serialVersionUID = 1L;

    SpoolInUseException(Path folder) {
        super(
                "the spool %s is in use by another job: stop that one, or choose another folder"
                        .formatted(folder));
    }
}
