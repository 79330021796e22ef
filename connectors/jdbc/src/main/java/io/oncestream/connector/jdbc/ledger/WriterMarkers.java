package io.oncestream.connector.jdbc.ledger;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.CUTS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.REWINDS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.TRANSACTIONS;

import io.oncestream.state.ledger.TableGroup;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one sink in {@code oncestream_transactions}, as far as a start deals with them; they
 * are read once, and again behind a change. {@code LedgerCommit} moves their markers.
 */
public final class WriterMarkers {
    private static final String OF_SINK = " WHERE lineage = ? AND operator = ?";
    private static final String OF_TABLE = OF_SINK + " AND table_name = ?";
    private static final String OF_INDEX_OR_RETIRED =
            OF_SINK + " AND (subtask = ? OR subtask >= ?)";

    private final Connection connection;
    private final String lineage;
    private final String operator;
    private @Nullable List<Row> read;

    private record Row(String table, long fence, IndexMarker marker) {}

    public WriterMarkers(Connection connection, String lineage, String operator) {
        this.connection = connection;
        this.lineage = lineage;
        this.operator = operator;
    }

    /** The highest number that a start of this sink took, 0 if there was none. */
    public long lastEpoch() throws SQLException {
        return rows().stream().mapToLong(Row::fence).max().orElse(0);
    }

    /** The last checkpoint whose rows the table has, 0 if there is none. */
    public long lastCheckpoint(String table) throws SQLException {
        return of(table).stream().mapToLong(IndexMarker::checkpoint).max().orElse(0);
    }

    /** Those of a table. */
    public List<IndexMarker> of(String table) throws SQLException {
        return rows().stream().filter(row -> row.table().equals(table)).map(Row::marker).toList();
    }

    private List<Row> rows() throws SQLException {
        if (read == null) {
            read = new ArrayList<>();
            String sql =
                    "SELECT table_name, fence, subtask, epoch, checkpoint_id FROM " + TRANSACTIONS;
            try (PreparedStatement query = prepare(sql + OF_SINK);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    IndexMarker marker =
                            new IndexMarker(row.getInt(3), row.getLong(4), row.getLong(5));
                    read.add(new Row(row.getString(1), row.getLong(2), marker));
                }
            }
        }
        return read;
    }

    /** They have changed, or may have. */
    public void forget() {
        read = null;
    }

    /** How many rows were written to a table, less those that were removed. */
    long rows(String table) throws SQLException {
        return number("SELECT COALESCE(SUM(row_count), 0) FROM " + TRANSACTIONS + OF_TABLE, table);
    }

    /** When the last transaction of a table was committed, as the database prints it. */
    public String lastCommit(String table) throws SQLException {
        String sql = "SELECT MAX(committed_at) FROM " + TRANSACTIONS + OF_TABLE;
        try (PreparedStatement query = prepare(sql, table);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /** Removes those of a table, also in a group: a writer without a row can commit no more. */
    public void remove(String table, String group) throws SQLException {
        for (String from : List.of(TRANSACTIONS, REWINDS)) {
            for (String name : List.of(table, TableGroup.ALL)) {
                try (PreparedStatement delete = prepare("DELETE FROM " + from + OF_TABLE, name)) {
                    delete.executeUpdate();
                }
            }
        }
        if (group.equals(TableGroup.ALL)) {
            try (PreparedStatement delete = prepare("DELETE FROM " + CUTS + OF_SINK)) {
                delete.executeUpdate();
            }
        }
    }

    /**
     * Waits for the commits to a table that are under way, and lets no more begin. One that holds
     * some of these rows may wait for the start's own: the database ends such a circle, and what it
     * ends is tried again.
     */
    public void lock(String table) throws SQLException {
        String sql =
                "SELECT fence FROM " + TRANSACTIONS + OF_TABLE + " ORDER BY subtask FOR UPDATE";
        try (PreparedStatement query = prepare(sql, table)) {
            query.executeQuery().close();
        }
        forget();
    }

    /** Sets all markers of a table back to a checkpoint. */
    public void setBack(String table, long checkpointId) throws SQLException {
        String sql =
                "UPDATE "
                        + TRANSACTIONS
                        + " SET checkpoint_id = "
                        + checkpointId
                        + OF_TABLE
                        + " AND checkpoint_id > "
                        + checkpointId;
        try (PreparedStatement update = prepare(sql, table)) {
            update.executeUpdate();
        }
        forget();
    }

    /**
     * Notes that rows were removed from a table. Nobody knows which index wrote how many of them:
     * one counts for all from now on.
     */
    public void subtract(String table, long removed, int subtask) throws SQLException {
        long rows = rows(table) - removed;
        String sql =
                "UPDATE "
                        + TRANSACTIONS
                        + " SET row_count = CASE subtask WHEN %d THEN %d ELSE 0 END"
                                .formatted(subtask, Math.max(0, rows))
                        + OF_TABLE;
        try (PreparedStatement update = prepare(sql, table)) {
            update.executeUpdate();
        }
    }

    /**
     * Waits for the commits of this subtask index, and of those that this parallelism has not got,
     * that are under way, and lets no more begin. It locks them as a commit does, so that neither
     * waits for the other in a circle.
     */
    public void lock(SinkAttempt attempt) throws SQLException {
        String lock =
                "SELECT fence FROM "
                        + TRANSACTIONS
                        + OF_INDEX_OR_RETIRED
                        + " ORDER BY lineage, operator, table_name, subtask FOR UPDATE";
        try (PreparedStatement query = connection.prepareStatement(lock)) {
            bindIndices(query, 1, attempt);
            query.executeQuery().close();
        }
        forget();
    }

    /** Fences all earlier writers of these indices, for each table that the sink ever wrote. */
    public void fence(WriterId writer, String table, SinkAttempt attempt) throws SQLException {
        String move =
                "UPDATE "
                        + TRANSACTIONS
                        + " SET fence = ?, job_id = ?, started_at = CURRENT_TIMESTAMP(6)"
                        + OF_INDEX_OR_RETIRED;
        try (PreparedStatement update = connection.prepareStatement(move)) {
            update.setLong(1, writer.epoch());
            update.setString(2, attempt.jobId());
            bindIndices(update, 3, attempt);
            update.executeUpdate();
        }
        if (of(table).stream().noneMatch(marker -> marker.subtask() == writer.subtask())) {
            add(writer, table, attempt.jobId());
            rows().add(new Row(table, writer.epoch(), new IndexMarker(writer.subtask(), 0, 0)));
        }
    }

    private void bindIndices(PreparedStatement statement, int first, SinkAttempt attempt)
            throws SQLException {
        statement.setString(first, lineage);
        statement.setString(first + 1, operator);
        statement.setInt(first + 2, attempt.subtask());
        statement.setInt(first + 3, attempt.parallelism());
    }

    private void add(WriterId writer, String table, String jobId) throws SQLException {
        String sql =
                "INSERT INTO "
                        + TRANSACTIONS
                        + " (lineage, operator, table_name, subtask, fence, job_id, started_at,"
                        + " epoch, checkpoint_id, row_count)"
                        + " VALUES (?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP(6), 0, 0, 0)";
        try (PreparedStatement insert =
                prepare(sql, table, writer.subtask(), writer.epoch(), jobId)) {
            insert.executeUpdate();
        }
    }

    private long number(String sql, Object... more) throws SQLException {
        try (PreparedStatement query = prepare(sql, more);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Binds lineage, operator, and what follows them. */
    private PreparedStatement prepare(String sql, Object... more) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, lineage);
        statement.setString(2, operator);
        for (int i = 0; i < more.length; i++) {
            statement.setObject(3 + i, more[i]);
        }
        return statement;
    }
}
