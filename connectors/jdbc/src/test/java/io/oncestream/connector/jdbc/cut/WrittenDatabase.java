package io.oncestream.connector.jdbc.cut;

import io.oncestream.connector.jdbc.ledger.LedgerTables;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of a sink's databases, which is written by hand; each step is one transaction. */
final class WrittenDatabase implements AutoCloseable {
    static final CutQuery<Map<Long, Long>> BALANCES = WrittenDatabase::balances;
    private static final String SELECT =
            "SELECT account, balance FROM account_versions v WHERE "
                    + Versions.newest("account_versions", "v", List.of("account"));

    final TestDatabase database;
    private final Connection connection;

    private WrittenDatabase(TestDatabase database) throws SQLException {
        this.database = database;
        connection = database.address().connect();
        connection.setAutoCommit(false);
    }

    static WrittenDatabase create(DatabaseKind kind) throws SQLException {
        WrittenDatabase created = new WrittenDatabase(kind.newDatabase());
        LedgerTables.prepare(created.database.address().dialect(), created.connection, true);
        created.execute(
                "CREATE TABLE account_versions (account bigint, balance bigint, _tx bigint,"
                        + " PRIMARY KEY (account, _tx))");
        created.commit();
        return created;
    }

    WrittenDatabase begin(String run) throws SQLException {
        return begin("account_versions", run);
    }

    WrittenDatabase begin(String table, String run) throws SQLException {
        execute("DELETE FROM oncestream_sinks WHERE table_name = '%s'".formatted(table));
        execute(
                ("INSERT INTO oncestream_sinks (table_name, lineage, operator, job, job_id,"
                                + " started_at, run) VALUES ('%s', 'of %1$s', 'o', 'j', 'j',"
                                + " CURRENT_TIMESTAMP, '%s')")
                        .formatted(table, run));
        return this;
    }

    WrittenDatabase index(int subtask, long cut, int parallelism) throws SQLException {
        execute("DELETE FROM oncestream_transactions WHERE subtask = %d".formatted(subtask));
        execute(
                ("INSERT INTO oncestream_transactions (lineage, operator, table_name, subtask,"
                     + " fence, job_id, started_at, epoch, checkpoint_id, row_count, cut,"
                     + " cut_parallelism, ended) VALUES ('of account_versions', 'o', '*', %d, 1,"
                     + " 'j', CURRENT_TIMESTAMP, 1, 0, 0, %d, %d, FALSE)")
                        .formatted(subtask, cut, parallelism));
        return this;
    }

    WrittenDatabase end(int subtask) throws SQLException {
        return execute(
                "UPDATE oncestream_transactions SET ended = TRUE WHERE subtask = %d"
                        .formatted(subtask));
    }

    WrittenDatabase row(long account, long balance, long checkpoint) throws SQLException {
        return execute(
                "INSERT INTO account_versions VALUES (%d, %d, %d)"
                        .formatted(account, balance, checkpoint));
    }

    WrittenDatabase publish(String table, long cut) throws SQLException {
        return execute(
                "INSERT INTO oncestream_cuts VALUES ('of %s', 'o', %d, CURRENT_TIMESTAMP)"
                        .formatted(table, cut));
    }

    WrittenDatabase horizon(long cut) throws SQLException {
        return execute("UPDATE oncestream_sinks SET horizon = %d".formatted(cut));
    }

    WrittenDatabase execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    private static Map<Long, Long> balances(Connection connection, long cut) throws SQLException {
        Map<Long, Long> balances = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(SELECT)) {
            query.setLong(1, cut);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    balances.put(row.getLong(1), row.getLong(2));
                }
            }
        }
        return balances;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
