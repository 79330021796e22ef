package io.oncestream.connector.jdbc.cut;

import java.sql.Connection;
import java.sql.SQLException;

/** What is read of one database. */
public interface CutQuery<R> {
    /**
     * Reads, in a transaction that shows one moment, and neither writes nor ends it. A read that
     * begins anew, because the tables went over to another run or the connection broke, does so
     * again; then only the last result counts.
     *
     * @param cut the checkpoint up to whose {@code _tx} rows count; {@link Long#MAX_VALUE}: all
     * @return never null
     */
    R read(Connection connection, long cut) throws SQLException;
}
