package io.oncestream.bench.transfers;

import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.ServerKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.XAConnection;

/** What a plain client says otherwise to another kind of database. */
interface XaDialect {

    static XaDialect of(OwnDatabase database) {
        return database.kind() == ServerKind.postgresql ? new PostgresXa() : new MariaDbXa();
    }

    /** Statements that make the tables. */
    List<String> tables();

    XAConnection connect(String url) throws SQLException;

    /** A query that locks accounts, and has their ledgers, names and balances. */
    PreparedStatement lock(Connection connection, List<Account> accounts) throws SQLException;

    /** Sets the balance of an account, which it opens: ledger, account, balance. */
    String setBalance();
}
