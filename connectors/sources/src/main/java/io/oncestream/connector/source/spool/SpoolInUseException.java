package io.oncestream.connector.source.spool;

import java.nio.file.Path;

/** Another one uses the spool; of one that is dying the system lets go in a moment. */
public final class SpoolInUseException extends SpoolException {

    private static final long serialVersionUID = 1L;

    private final String user;

    SpoolInUseException(Path folder, String user) {
        super(
                "the spool %s is in use by the job %s: stop that one, or choose another folder"
                        .formatted(folder, user));
        this.user = user;
    }

    /** Who has it. */
    public String user() {
        return user;
    }
}
