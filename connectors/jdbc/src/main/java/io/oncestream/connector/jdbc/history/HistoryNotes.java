package io.oncestream.connector.jdbc.history;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.REWINDS;

import io.oncestream.connector.jdbc.history.History.Beginning;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The {@link History} of one table as it is kept in {@code oncestream_rewinds}, which is read once,
 * and again behind a change.
 */
public final class HistoryNotes {

    // Early versions kept neither run nor epoch to come from, which was most often the one before.
    private static final String READ =
            "SELECT epoch, COALESCE(run, job_id), job_id, COALESCE(from_epoch, epoch - 1),"
                    + " checkpoint_id, COALESCE(next_checkpoint, 0), row_count, rewound_at FROM "
                    + REWINDS
                    + " WHERE lineage = ? AND operator = ? AND table_name = ? ORDER BY epoch";
    private static final String ADD =
            "INSERT INTO "
                    + REWINDS
                    + " (lineage, operator, table_name, job_id, run, epoch, from_epoch,"
                    + " checkpoint_id, next_checkpoint, row_count, rewound_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP(6))";

    private final Connection connection;
    private final WriterId writer;
    private final String table;
    private @Nullable History read;

    public HistoryNotes(Connection connection, WriterId writer, String table) {
        this.connection = connection;
        this.writer = writer;
        this.table = table;
    }

    public History read() throws SQLException {
        if (read == null) {
            read = new History(beginnings());
        }
        return read;
    }

    /** They may have changed. */
    void forget() {
        read = null;
    }

    private List<Beginning> beginnings() throws SQLException {
        List<Beginning> beginnings = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(READ)) {
            bindTable(query);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long next = row.getLong(6);
                    beginnings.add(
                            new Beginning(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    next == 0 ? OptionalLong.empty() : OptionalLong.of(next),
                                    row.getLong(7),
                                    row.getString(8)));
                }
            }
        }
        return beginnings;
    }

    /** Adds one, whose parts are those of a {@link Beginning}, in the name of the attempt's run. */
    void add(
            SinkAttempt attempt,
            long epoch,
            long fromEpoch,
            long fromCheckpoint,
            OptionalLong next,
            long removed)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            bindTable(insert);
            insert.setString(4, attempt.jobId());
            insert.setString(5, attempt.run());
            insert.setLong(6, epoch);
            insert.setLong(7, fromEpoch);
            insert.setLong(8, fromCheckpoint);
            if (next.isPresent()) {
                insert.setLong(9, next.getAsLong());
            } else {
                insert.setNull(9, Types.BIGINT);
            }
            insert.setLong(10, removed);
            insert.executeUpdate();
        }
        forget();
    }

    private void bindTable(PreparedStatement statement) throws SQLException {
        statement.setString(1, writer.lineage());
        statement.setString(2, writer.operator());
        statement.setString(3, table);
    }
}
