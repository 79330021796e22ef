package io.oncestream.launcher.demo.transfers;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.cut.CutQuery;
import io.oncestream.connector.jdbc.cut.Versions;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.ledger.DatabaseCut;
import io.oncestream.kit.JobTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the tables of a transfers job.
 *
 * @param table its table of outcomes
 */
public record BooksQuery(String table) implements CutQuery<Books> {

    private interface RowReader<R> {
        R read(ResultSet row) throws SQLException;
    }

    @Override
    public Books read(Connection connection, long cut) throws SQLException {
        Dialect dialect = Dialects.of(connection.getMetaData().getURL());
        String versions = dialect.quoteTable(further("account_versions"));
        return new Books(
                DatabaseCut.find(connection, table).map(DatabaseCut::run).orElse(""),
                cut,
                rows(
                        connection,
                        "SELECT ledger, number, id, from_account, to_account, amount, outcome FROM "
                                + dialect.quoteTable(table)
                                + " WHERE _tx <= ?",
                        cut,
                        BooksQuery::outcome),
                rows(
                        connection,
                        "SELECT ledger, number, id, account, amount, balance FROM "
                                + dialect.quoteTable(further("postings"))
                                + " WHERE _tx <= ?",
                        cut,
                        BooksQuery::posting),
                rows(
                        connection,
                        "SELECT ledger, account, balance FROM "
                                + versions
                                + " v WHERE "
                                + Versions.newest(versions, "v", List.of("ledger", "account")),
                        cut,
                        BooksQuery::balance));
    }

    private String further(String what) {
        return JobTables.further("transfers", table, what);
    }

    private static <R> List<R> rows(
            Connection connection, String sql, long cut, RowReader<R> reader) throws SQLException {
        List<R> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, cut);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
        }
        return rows;
    }

    private static OutcomeRow outcome(ResultSet row) throws SQLException {
        return new OutcomeRow(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBigDecimal(6),
                row.getString(7));
    }

    private static PostingRow posting(ResultSet row) throws SQLException {
        return new PostingRow(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getBigDecimal(5),
                row.getBigDecimal(6));
    }

    private static BalanceRow balance(ResultSet row) throws SQLException {
        return new BalanceRow(row.getString(1), row.getString(2), row.getBigDecimal(3));
    }
}
