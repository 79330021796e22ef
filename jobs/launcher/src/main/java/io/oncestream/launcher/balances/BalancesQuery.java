package io.oncestream.launcher.balances;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.CUTS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.SINKS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.TRANSACTIONS;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.cut.CutQuery;
import io.oncestream.connector.jdbc.cut.Versions;
import io.oncestream.connector.jdbc.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what accounts have.
 *
 * @param table of their versions
 * @param ledger null: of all
 * @param account null: all
 */
record BalancesQuery(String table, @Nullable String ledger, @Nullable String account)
        implements CutQuery<Balances> {

    /** Behind the cut that it has now a database knows only of those that were published. */
    private static final String TIMES =
            """
            SELECT CURRENT_TIMESTAMP, COALESCE(
              (SELECT MAX(t.committed_at) FROM %1$s s JOIN %2$s t ON t.lineage = s.lineage
                 AND t.operator = s.operator AND t.table_name = '*'
               WHERE s.table_name = ? AND t.cut = ?),
              (SELECT c.published_at FROM %1$s s JOIN %3$s c ON c.lineage = s.lineage
                 AND c.operator = s.operator
               WHERE s.table_name = ? AND c.checkpoint_id = ?))
            """
                    .formatted(SINKS, TRANSACTIONS, CUTS);

    @Override
    public Balances read(Connection connection, long cut) throws SQLException {
        List<Balances.Account> accounts = accounts(connection, cut);
        try (PreparedStatement query = connection.prepareStatement(TIMES)) {
            query.setString(1, table);
            query.setLong(2, cut);
            query.setString(3, table);
            query.setLong(4, cut);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                @Nullable Timestamp committed = row.getTimestamp(2);
                Instant now = row.getTimestamp(1).toInstant();
                return new Balances(
                        cut,
                        Optional.ofNullable(committed).map(Timestamp::toInstant),
                        now,
                        accounts);
            }
        }
    }

    private List<Balances.Account> accounts(Connection connection, long cut) throws SQLException {
        List<Balances.Account> accounts = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql(connection))) {
            int parameter = 1;
            query.setLong(parameter++, cut);
            for (@Nullable String wanted : new @Nullable String[] {ledger, account}) {
                if (wanted != null) {
                    query.setString(parameter++, wanted);
                }
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    accounts.add(
                            new Balances.Account(
                                    row.getString(1), row.getString(2), row.getBigDecimal(3)));
                }
            }
        }
        return accounts;
    }

    private String sql(Connection connection) throws SQLException {
        Dialect dialect = Dialects.of(connection.getMetaData().getURL());
        String quoted = dialect.quoteTable(table);
        return "SELECT ledger, account, balance FROM "
                + quoted
                + " v WHERE "
                + Versions.newest(quoted, "v", List.of("ledger", "account"))
                + (ledger == null ? "" : " AND ledger = ?")
                + (account == null ? "" : " AND account = ?");
    }
}
