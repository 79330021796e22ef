package io.oncestream.bench.transfers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.XAConnection;
import org.postgresql.xa.PGXADataSource;

/** PostgreSQL, by its driver's XA data source. */
final class PostgresXa implements XaDialect {

    /** Room in each page of accounts, so that a change need not touch the index. */
    private static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE transfers (ledger text, id text, "time" timestamptz,
                      from_account text, to_account text, amount numeric(19, 2), outcome text,
                      PRIMARY KEY (ledger, id))\
                    """,
                    """
                    CREATE TABLE postings (ledger text, id text, account text,
                      amount numeric(19, 2), balance numeric(19, 2), "time" timestamptz)\
                    """,
                    "CREATE INDEX ON postings (ledger, account)",
                    """
                    CREATE TABLE accounts (ledger text, account text, balance numeric(19, 2),
                      PRIMARY KEY (ledger, account)) WITH (fillfactor = 50)\
                    """);

    private static final String LOCK =
            """
            SELECT ledger, account, balance FROM accounts
            JOIN unnest(?::text[], ?::text[]) AS asked (ledger, account) USING (ledger, account)
            FOR UPDATE OF accounts\
            """;

    @Override
    public List<String> tables() {
        return TABLES;
    }

    @Override
    public XAConnection connect(String url) throws SQLException {
        PGXADataSource source = new PGXADataSource();
        source.setUrl(url + "&reWriteBatchedInserts=true");
        return source.getXAConnection();
    }

    @Override
    public PreparedStatement lock(Connection connection, List<Account> accounts)
            throws SQLException {
        Object[] ledgers = accounts.stream().map(Account::ledger).toArray();
        Object[] names = accounts.stream().map(Account::name).toArray();
        PreparedStatement statement = connection.prepareStatement(LOCK);
        statement.setArray(1, connection.createArrayOf("text", ledgers));
        statement.setArray(2, connection.createArrayOf("text", names));
        return statement;
    }

    @Override
    public String setBalance() {
        return """
        INSERT INTO accounts (ledger, account, balance) VALUES (?, ?, ?)
        ON CONFLICT (ledger, account) DO UPDATE SET balance = excluded.balance\
        """;
    }
}
