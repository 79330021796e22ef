package io.oncestream.connector.jdbc.ledger;

import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.database.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tables that the sinks keep beside the user's, in the current schema of their connections: the
 * ledger. None of them grows with the number of checkpoints or rows, and one by a row at most with
 * a restart.
 *
 * <p>{@code oncestream_sinks}: one row a target table, saying which sink of which lineage it
 * belongs to.
 *
 * <p>{@code oncestream_transactions}: one row a subtask index of a sink and target table, with two
 * notes about it.
 *
 * <ul>
 *   <li>The <b>marker</b>, {@code epoch} and {@code checkpoint_id}, names the last transaction that
 *       this index sealed and that is in the table, whoever committed it. A commit moves it forward
 *       in the transaction that writes the rows: {@code LedgerCommit}.
 *   <li>The <b>fence</b> is the epoch of the latest start that has this index or has retired it, by
 *       a smaller parallelism, with that run's job id and time. Only the writer of that epoch may
 *       commit: {@code SinkStart}.
 * </ul>
 *
 * {@code row_count} is the number of rows that were written, for people and for accounting.
 *
 * <p>A sink of several tables, in one database or more, has one row an index for all of them, with
 * {@code table_name} {@link io.oncestream.state.ledger.TableGroup#ALL}, and what {@code WriterCuts}
 * keeps there: {@code cut}, {@code cut_parallelism}, {@code ended}. Its row in {@code
 * oncestream_sinks} says which {@code participant} of how many this database is, which run last
 * claimed it ({@code claimed_by}) and below which checkpoint ({@code horizon}) versions are
 * removed. {@code oncestream_cuts} has the checkpoints that were published: readable in all
 * databases.
 *
 * <p>{@code oncestream_rewinds}: one row a run that was resumed into a table, and one a restart
 * that leaves checkpoint ids out, saying from which checkpoint of which start, and how many rows it
 * removed that the table had from later ones: {@code Branches}.
 */
public final class LedgerTables {
    public static final String SINKS = "oncestream_sinks";
    public static final String TRANSACTIONS = "oncestream_transactions";

    public static final String REWINDS = "oncestream_rewinds";

    /** Which checkpoints can be read in all databases of a sink. */
    public static final String CUTS = "oncestream_cuts";

    /** A row to lock, where the database has no lock of its own for it. */
    public static final String STARTS = "oncestream_starts";

    /** Names that no target table can have. */
    public static final Set<String> NAMES = Set.of(SINKS, TRANSACTIONS, REWINDS, CUTS, STARTS);

    private record Added(String table, String column, String type) {}

    /** What the first versions did not keep. */
    private static final List<Added> COLUMNS_SINCE =
            List.of(
                    new Added(SINKS, "run", "varchar(64)"),
                    new Added(SINKS, "former_runs", "varchar(400)"),
                    new Added(REWINDS, "run", "varchar(64)"),
                    new Added(REWINDS, "from_epoch", "bigint"),
                    new Added(REWINDS, "next_checkpoint", "bigint"),
                    new Added(TRANSACTIONS, "cut", "bigint"),
                    new Added(TRANSACTIONS, "cut_parallelism", "integer"),
                    new Added(TRANSACTIONS, "ended", "boolean"),
                    new Added(SINKS, "participant", "integer"),
                    new Added(SINKS, "participants", "integer"),
                    new Added(SINKS, "claimed_by", "varchar(64)"),
                    new Added(SINKS, "horizon", "bigint"));

    private LedgerTables() {}

    /**
     * Creates them where they are missing; the connection has the lock of starts.
     *
     * @param keepsCuts whether the sink keeps cuts: another one may have no business with these
     */
    public static void prepare(Dialect dialect, Connection connection, boolean keepsCuts)
            throws SQLException {
        boolean isNew = dialect.describe(connection, TRANSACTIONS).isEmpty();
        if (isNew) {
            dialect.createLedger(connection);
        } else {
            addColumns(dialect, connection);
        }
        if (isNew || (keepsCuts && dialect.describe(connection, CUTS).isEmpty())) {
            dialect.createCuts(connection);
        }
    }

    /** Whether there is nothing to create. */
    public static boolean areComplete(Dialect dialect, Connection connection, boolean keepsCuts)
            throws SQLException {
        if (keepsCuts && dialect.describe(connection, CUTS).isEmpty()) {
            return false;
        }
        for (String name : List.of(TRANSACTIONS, SINKS, REWINDS)) {
            Optional<ExistingTable> table = dialect.describe(connection, name);
            if (table.isEmpty()
                    || COLUMNS_SINCE.stream()
                            .filter(added -> added.table().equals(name))
                            .anyMatch(
                                    added -> !table.get().columns().containsKey(added.column()))) {
                return false;
            }
        }
        return true;
    }

    /** By the first start of a newer version, whose user must own the tables. */
    private static void addColumns(Dialect dialect, Connection connection) throws SQLException {
        for (Added added : COLUMNS_SINCE) {
            Optional<ExistingTable> table = dialect.describe(connection, added.table());
            // MariaDB may show a table that another start is altering as none.
            if (table.isEmpty() || !table.get().columns().containsKey(added.column())) {
                addColumn(dialect, connection, added);
            }
        }
    }

    private static void addColumn(Dialect dialect, Connection connection, Added added)
            throws SQLException {
        String sql =
                "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s"
                        .formatted(added.table(), added.column(), added.type());
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(
                    "%s: this version of oncestream needs '%s', by a user who may"
                            .formatted(SqlErrors.message(e), sql),
                    e.getSQLState(),
                    e.getErrorCode(),
                    e);
        }
        // Where data definitions commit, the lock is gone, and another start may have been quicker.
        dialect.lockStarts(connection);
    }
}
