package io.oncestream.bench.transfers;

import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Tally;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is in the tables of all databases together at the end. */
final class Books {

    private static final String OUTCOMES =
            "SELECT ledger, id, outcome, from_account, amount FROM transfers";

    private final Map<Account, BigDecimal> balances = new HashMap<>();
    private final Map<Account, BigDecimal> postings = new HashMap<>();
    private final Set<Account> commands = new HashSet<>();
    private BigDecimal deposits = BigDecimal.ZERO;
    private long outcomes;
    private long legs;
    private long identity;

    private Books() {}

    static Books read(List<OwnDatabase> databases) throws SQLException {
        Books books = new Books();
        for (OwnDatabase database : databases) {
            database.checkNothingPrepared();
            database.query(OUTCOMES, books::addOutcome);
            database.query("SELECT ledger, account, amount FROM postings", books::addPosting);
            database.query("SELECT ledger, account, balance FROM accounts", books::addBalance);
        }
        return books;
    }

    private void addOutcome(ResultSet row) throws SQLException {
        Account command = account(row);
        commands.add(command);
        outcomes++;
        String outcome = row.getString(3);
        identity += Tally.mix((command + outcome).hashCode());
        if (row.getString(4) == null && outcome.equals("applied")) {
            deposits = deposits.add(row.getBigDecimal(5));
        }
        if (outcome.equals("applied")) {
            legs -= row.getString(4) == null ? 1 : 2;
        }
    }

    private void addPosting(ResultSet row) throws SQLException {
        postings.merge(account(row), row.getBigDecimal(3), BigDecimal::add);
        legs++;
    }

    private void addBalance(ResultSet row) throws SQLException {
        BigDecimal balance = row.getBigDecimal(3);
        Account account = account(row);
        require(balances.put(account, balance) == null, account + " is in two databases");
        require(balance.signum() >= 0, account + " is below zero: " + balance);
        identity += Tally.mix((account + balance.toPlainString()).hashCode());
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(row.getString(1), row.getString(2));
    }

    /** Of outcomes and balances. */
    Check check() {
        require(legs == 0, "postings that are missing, if below zero, or too many: " + legs);
        require(balances.equals(postings), "a balance is not the sum of its postings");
        BigDecimal sum = balances.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        require(sum.compareTo(deposits) == 0, sum + " is there of deposits of " + deposits);
        return new Check(outcomes, commands.size(), identity, List.of());
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
