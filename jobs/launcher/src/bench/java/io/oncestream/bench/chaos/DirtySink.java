package io.oncestream.bench.chaos;

import io.oncestream.state.transfer.Posting;
import io.oncestream.state.transfer.TransferDecision;
import io.oncestream.state.transfer.TransferOutcome;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes each row as it comes, with the checkpoint that it should be part of. While nothing fails
 * that is right; what a crash takes back stays here, and is written again.
 */
@SuppressWarnings({"deprecation", "NullAway.Init"})
final class DirtySink extends RichSinkFunction<TransferDecision> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final List<String> urls;
    private transient List<Connection> connections;
    private transient long next;

    DirtySink(List<String> urls) {
        this.urls = new ArrayList<>(urls);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        next = context.getRestoredCheckpointId().orElse(0) + 1;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        next = context.getCheckpointId() + 1;
    }

    @Override
    public void open(OpenContext context) throws SQLException {
        connections = new ArrayList<>();
        for (String url : urls) {
            connections.add(DriverManager.getConnection(url));
        }
    }

    @Override
    public void invoke(TransferDecision decision, Context context) throws SQLException {
        TransferOutcome outcome = decision.outcome();
        Long units = outcome.amountUnits();
        write(
                of(outcome.ledger(), outcome.id()),
                "INSERT INTO transfers (ledger, number, id, from_account, to_account, amount,"
                        + " outcome, _tx) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                outcome.ledger(),
                outcome.number(),
                outcome.id(),
                outcome.from(),
                outcome.to(),
                units == null ? null : amount(units),
                outcome.result().word(),
                next);
        for (Posting each : decision.postings()) {
            write(of(each.ledger(), each.account()), each);
        }
    }

    private void write(Connection connection, Posting each) throws SQLException {
        write(
                connection,
                "INSERT INTO postings (ledger, number, id, account, amount, balance, _tx)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                each.ledger(),
                each.number(),
                each.id(),
                each.account(),
                amount(each.amountUnits()),
                amount(each.balanceUnits()),
                next);
        write(
                connection,
                "DELETE FROM account_versions WHERE ledger = ? AND account = ? AND _tx = ?",
                each.ledger(),
                each.account(),
                next);
        write(
                connection,
                "INSERT INTO account_versions (ledger, account, balance, _tx) VALUES (?, ?, ?, ?)",
                each.ledger(),
                each.account(),
                amount(each.balanceUnits()),
                next);
    }

    /** Always the same one for an account; which one does not matter here. */
    private Connection of(String ledger, String name) {
        return connections.get(Math.floorMod((ledger + "/" + name).hashCode(), urls.size()));
    }

    private static BigDecimal amount(long units) {
        return BigDecimal.valueOf(units, 2);
    }

    private static void write(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
