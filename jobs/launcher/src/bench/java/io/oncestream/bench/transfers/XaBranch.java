package io.oncestream.bench.transfers;

import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.transfers.Decisions.Outcome;
import io.oncestream.bench.transfers.Decisions.Posting;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;

/** A worker's connection with one database, and its part of the present transaction. */
final class XaBranch implements AutoCloseable {

    private static final String OUTCOME =
            """
            INSERT INTO transfers (ledger, id, time, from_account, to_account, amount, outcome)
            VALUES (?, ?, ?, ?, ?, ?, ?)\
            """;

    private static final String POSTING =
            """
            INSERT INTO postings (ledger, id, account, amount, balance, time)
            VALUES (?, ?, ?, ?, ?, ?)\
            """;

    private final XaDialect dialect;
    private final XAConnection xa;
    private final Connection connection;
    private final XAResource resource;
    private final PreparedStatement outcome;
    private final PreparedStatement posting;
    private final PreparedStatement balance;

    XaBranch(OwnDatabase database) throws SQLException {
        dialect = XaDialect.of(database);
        xa = dialect.connect(database.url());
        connection = xa.getConnection();
        resource = xa.getXAResource();
        outcome = connection.prepareStatement(OUTCOME);
        posting = connection.prepareStatement(POSTING);
        balance = connection.prepareStatement(dialect.setBalance());
    }

    XAResource resource() {
        return resource;
    }

    /** Locks accounts, and adds the balances of those that are open. */
    void lock(List<Account> accounts, Map<Account, BigDecimal> balances) throws SQLException {
        try (PreparedStatement statement = dialect.lock(connection, accounts);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Account account = new Account(row.getString(1), row.getString(2));
                balances.put(account, row.getBigDecimal(3));
            }
        }
    }

    void addOutcome(Outcome each) throws SQLException {
        TransferCommand command = each.command();
        outcome.setString(1, command.ledger());
        outcome.setString(2, command.id());
        outcome.setTimestamp(3, Timestamp.from(command.time()));
        outcome.setString(4, command.from());
        outcome.setString(5, command.to());
        outcome.setBigDecimal(6, command.amount());
        outcome.setString(7, each.word());
        outcome.addBatch();
    }

    void addPosting(Posting each) throws SQLException {
        posting.setString(1, each.account().ledger());
        posting.setString(2, each.command().id());
        posting.setString(3, each.account().name());
        posting.setBigDecimal(4, each.amount());
        posting.setBigDecimal(5, each.balance());
        posting.setTimestamp(6, Timestamp.from(each.command().time()));
        posting.addBatch();
    }

    void addBalance(Account account, BigDecimal amount) throws SQLException {
        balance.setString(1, account.ledger());
        balance.setString(2, account.name());
        balance.setBigDecimal(3, amount);
        balance.addBatch();
    }

    /** Writes what was added; without any it does nothing. */
    void write() throws SQLException {
        outcome.executeBatch();
        posting.executeBatch();
        balance.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        xa.close();
    }
}
