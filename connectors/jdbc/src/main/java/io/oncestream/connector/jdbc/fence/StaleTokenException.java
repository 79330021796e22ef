package io.oncestream.connector.jdbc.fence;

import java.sql.SQLException;

/**
 * Somebody with a greater token has been here: the lock is lost, and the transaction is to be
 * rolled back. To try again with the same token is in vain.
 */
public final class StaleTokenException extends SQLException {
    private static final long serialVersionUID = 1L;

    StaleTokenException(String message, SQLException cause) {
        super(message, cause.getSQLState(), cause.getErrorCode(), cause);
    }
}
