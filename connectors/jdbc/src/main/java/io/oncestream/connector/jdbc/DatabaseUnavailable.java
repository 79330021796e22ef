package io.oncestream.connector.jdbc;

/**
 * The database could not be reached, or kept failing for a reason that may pass, for longer than a
 * commit may wait. Flink restarts the job by its restart strategy and commits from the checkpoint.
 */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
