package io.oncestream.job.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.connector.jdbc.cut.Versions;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that the databases have at one cut. Each row is a list of its columns' texts. */
record BooksAtACut(
        long cut,
        List<List<String>> outcomes,
        List<List<String>> postings,
        List<List<String>> balances) {

    static BooksAtACut read(CutReader reader) throws InterruptedException {
        List<BooksAtACut> parts =
                reader.strong(
                        (connection, cut) ->
                                new BooksAtACut(
                                        cut,
                                        rows(
                                                connection,
                                                "SELECT ledger, number, id, outcome, from_account,"
                                                        + " amount FROM transfers WHERE _tx <= ?",
                                                cut),
                                        rows(
                                                connection,
                                                "SELECT ledger, number, account, amount FROM"
                                                        + " postings WHERE _tx <= ?",
                                                cut),
                                        rows(
                                                connection,
                                                "SELECT ledger, account, balance FROM"
                                                        + " account_versions v WHERE "
                                                        + Versions.newest(
                                                                "account_versions",
                                                                "v",
                                                                List.of("ledger", "account")),
                                                cut)));
        BooksAtACut all =
                new BooksAtACut(
                        parts.get(0).cut(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        for (BooksAtACut part : parts) {
            assertThat(part.cut()).isEqualTo(all.cut());
            all.outcomes().addAll(part.outcomes());
            all.postings().addAll(part.postings());
            all.balances().addAll(part.balances());
        }
        return all;
    }

    private static List<List<String>> rows(Connection connection, String sql, long cut)
            throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, cut);
            try (ResultSet row = query.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    List<String> fields = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        fields.add(String.valueOf(row.getString(i)));
                    }
                    rows.add(fields);
                }
            }
        }
        return rows;
    }

    /** What must hold at any cut, of what is in several databases. */
    void assertConsistent() {
        assertThat(sums(balances, 1, 2))
                .as("each balance is the sum of its postings, at %d", cut)
                .isEqualTo(sums(postings, 2, 3));
        assertThat(sums(balances, 1, 2).values())
                .as("no balance is below zero, at %d", cut)
                .allMatch(balance -> balance.signum() >= 0);
        Map<String, Integer> legs = new TreeMap<>();
        postings.forEach(row -> legs.merge(row.get(0) + " " + row.get(1), 1, Integer::sum));
        Map<String, Integer> expected = new TreeMap<>();
        Map<String, BigDecimal> deposits = new TreeMap<>();
        for (List<String> outcome : outcomes) {
            if (outcome.get(3).equals("applied")) {
                boolean isDeposit = outcome.get(4).equals("null");
                expected.merge(
                        outcome.get(0) + " " + outcome.get(1), isDeposit ? 1 : 2, Integer::sum);
                if (isDeposit) {
                    deposits.merge(outcome.get(0), new BigDecimal(outcome.get(5)), BigDecimal::add);
                }
            }
        }
        assertThat(legs).as("both legs or none, at %d", cut).isEqualTo(expected);
        Map<String, BigDecimal> totals = new TreeMap<>();
        balances.forEach(
                row -> totals.merge(row.get(0), new BigDecimal(row.get(2)), BigDecimal::add));
        assertThat(totals).as("a ledger has its deposits, at %d", cut).isEqualTo(deposits);
    }

    private static Map<String, BigDecimal> sums(List<List<String>> rows, int account, int amount) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (List<String> row : rows) {
            sums.merge(
                    row.get(0) + " " + row.get(account),
                    new BigDecimal(row.get(amount)),
                    BigDecimal::add);
        }
        return sums;
    }
}
