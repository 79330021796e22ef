package io.oncestream.bench.transfers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import javax.sql.XAConnection;
import org.mariadb.jdbc.MariaDbDataSource;

/** MariaDB, by its driver's XA data source. */
final class MariaDbXa implements XaDialect {

    private static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE transfers (ledger varchar(255), id varchar(255),
                      time datetime(6), from_account varchar(255), to_account varchar(255),
                      amount decimal(19, 2), outcome varchar(255), PRIMARY KEY (ledger, id))\
                    """,
                    """
                    CREATE TABLE postings (ledger varchar(255), id varchar(255),
                      account varchar(255), amount decimal(19, 2), balance decimal(19, 2),
                      time datetime(6), KEY (ledger, account))\
                    """,
                    """
                    CREATE TABLE accounts (ledger varchar(255), account varchar(255),
                      balance decimal(19, 2), PRIMARY KEY (ledger, account))\
                    """);

    @Override
    public List<String> tables() {
        return TABLES;
    }

    /** Without locks on gaps, in which the accounts of other ledgers would be opened. */
    @Override
    public XAConnection connect(String url) throws SQLException {
        return new MariaDbDataSource(url + "&transactionIsolation=READ-COMMITTED")
                .getXAConnection();
    }

    @Override
    public PreparedStatement lock(Connection connection, List<Account> accounts)
            throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT ledger, account, balance FROM accounts WHERE (ledger, account) IN ("
                                + String.join(",", Collections.nCopies(accounts.size(), "(?,?)"))
                                + ") FOR UPDATE");
        int parameter = 0;
        for (Account account : accounts) {
            statement.setString(++parameter, account.ledger());
            statement.setString(++parameter, account.name());
        }
        return statement;
    }

    @Override
    public String setBalance() {
        return """
        INSERT INTO accounts (ledger, account, balance) VALUES (?, ?, ?)
        ON DUPLICATE KEY UPDATE balance = VALUES(balance)\
        """;
    }
}
