package io.oncestream.connector.jdbc.postgres;

import static java.util.stream.Collectors.joining;

import io.oncestream.state.ledger.Chunks;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableRows;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Sends encoded rows, by several statements where they are many: the driver waits for the answer to
 * each as long as its {@code socketTimeout} says, and for all rows of a large transaction a server
 * may take longer.
 */
final class PostgresInsert {
    /** Some 64 MiB, for which a server takes seconds. */
    private static final int STATEMENT_CHUNKS = 64;

    private final PostgresDialect dialect;
    private final TableRows rows;
    private final long checkpointId;
    private final TableDefinition table;
    private final List<String> names;

    PostgresInsert(PostgresDialect dialect, TableRows rows, long checkpointId) {
        this.dialect = dialect;
        this.rows = rows;
        this.checkpointId = checkpointId;
        table = rows.table().withoutTransaction();
        names = table.columns().stream().map(Column::name).toList();
    }

    void run(Connection connection) throws SQLException {
        Chunks chunks = rows.chunks();
        for (int from = 0; from < chunks.count(); from += STATEMENT_CHUNKS) {
            int to = Math.min(from + STATEMENT_CHUNKS, chunks.count());
            if (rows.table().tellsTransactions()) {
                appendWithTransaction(connection, chunks.part(from, to));
            } else if (table.isUpsert()) {
                stage(connection, from == 0);
                upsert(connection, chunks.part(from, to));
            } else {
                PostgresCopy.into(
                        connection,
                        dialect.quoteTable(table.name()) + columns(names),
                        PostgresCopy.of(chunks.part(from, to)));
            }
        }
    }

    private void appendWithTransaction(Connection connection, Iterable<byte[]> chunks)
            throws SQLException {
        List<String> all = new ArrayList<>(names);
        all.add(TableDefinition.TRANSACTION.name());
        PostgresCopy.into(
                connection,
                dialect.quoteTable(table.name()) + columns(all),
                new AppendedField(checkpointId).to(chunks));
    }

    /**
     * COPY knows no ON CONFLICT: the rows go through a table of this session, which the end of the
     * transaction empties, and each statement but the first before it. It is read in the order in
     * which it was written, by key. A table for each transaction would leave dead rows in the
     * catalogue, some 30 each.
     */
    private void stage(Connection connection, boolean first) throws SQLException {
        execute(
                connection,
                first
                        ? "CREATE TEMPORARY TABLE IF NOT EXISTS %s (%s) ON COMMIT DELETE ROWS"
                                .formatted(stageName(), stageColumns())
                        : "TRUNCATE " + stageName());
    }

    private void upsert(Connection connection, Iterable<byte[]> chunks) throws SQLException {
        PostgresCopy.into(connection, stageName() + columns(names), PostgresCopy.of(chunks));
        execute(
                connection,
                "INSERT INTO %s %s SELECT * FROM %s ON CONFLICT %s %s"
                        .formatted(
                                dialect.quoteTable(table.name()),
                                columns(names),
                                stageName(),
                                columns(table.primaryKey()),
                                onConflict()));
    }

    /** One name for each list of columns: a session may recover rows of several. */
    private String stageName() {
        UUID id = UUID.nameUUIDFromBytes(stageColumns().getBytes(StandardCharsets.UTF_8));
        return "oncestream_upsert_" + id.toString().replace("-", "");
    }

    private String stageColumns() {
        return table.columns().stream()
                .map(column -> dialect.quote(column.name()) + " " + dialect.sqlType(table, column))
                .collect(joining(", "));
    }

    private String onConflict() {
        String assignments =
                names.stream()
                        .filter(name -> !table.primaryKey().contains(name))
                        .map(name -> dialect.quote(name) + " = EXCLUDED." + dialect.quote(name))
                        .collect(joining(", "));
        return assignments.isEmpty() ? "DO NOTHING" : "DO UPDATE SET " + assignments;
    }

    private String columns(List<String> some) {
        return "(" + dialect.quoteAll(some) + ")";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
