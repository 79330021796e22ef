package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.ledger.DatabaseCut;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Accounts in several databases, between which amounts move, and what each checkpoint has to show:
 * the sum of all is zero at each, and only what is read at one cut is sure to show it.
 */
final class Accounts {
    private static final int ACCOUNTS = 12;

    private final List<Participant> participants = new ArrayList<>();
    private final List<TestDatabase> databases;
    private final Map<Long, Map<Integer, Long>> contents = new HashMap<>();
    private Map<Integer, Long> balances = new TreeMap<>();

    /** An amount that an account gets, or gives, and what it has then. */
    record Change(int account, long amount, long balance) {}

    /** Both sides of one transfer. */
    record Transfer(List<Change> changes) {}

    /** What a strong read shows. */
    record Read(long cut, Map<Integer, Long> balances, Map<Integer, Long> sums) {}

    Accounts(List<TestDatabase> databases) {
        this.databases = databases;
        for (TestDatabase database : databases) {
            participants.add(new Participant("db-" + participants.size(), database.address()));
        }
    }

    /** In new databases, of both kinds in turns. */
    static Accounts in(int count) throws SQLException {
        List<TestDatabase> databases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            databases.add(
                    (i % 2 == 0 ? DatabaseKind.POSTGRES : DatabaseKind.MARIADB).newDatabase());
        }
        return new Accounts(databases);
    }

    List<Participant> participants() {
        return participants;
    }

    TestDatabase database(int participant) {
        return databases.get(participant);
    }

    static TableRoutes<Transfer> routes() {
        TableRoutes.Placement<Change> byAccount = (change, count) -> change.account() % count;
        return TableRoutes.<Transfer>builder()
                .table(
                        TableMapping.<Change>table("changes")
                                .bigint("account", Change::account)
                                .bigint("amount", Change::amount)
                                .build(),
                        Transfer::changes,
                        byAccount)
                .table(
                        TableMapping.<Change>table("account_versions")
                                .bigint("account", Change::account)
                                .bigint("balance", Change::balance)
                                .primaryKey("account")
                                .versioned("accounts")
                                .build(),
                        Transfer::changes,
                        byAccount)
                .build();
    }

    /** Moves an amount between two accounts that one of so many subtasks has. */
    Transfer move(int random, int subtask, int parallelism) {
        int own = ACCOUNTS / parallelism;
        int from = subtask + parallelism * Math.floorMod(random, own);
        int to = subtask + parallelism * Math.floorMod(random + 1 + random / own, own);
        long amount = 1L + Math.floorMod(random, 97);
        return new Transfer(List.of(change(from, -amount), change(to, amount)));
    }

    private Change change(int account, long amount) {
        return new Change(account, amount, balances.merge(account, amount, Long::sum));
    }

    /** A checkpoint has what there is now. */
    void taken(long checkpointId) {
        contents.put(checkpointId, new TreeMap<>(balances));
    }

    /** A checkpoint is restored: 0, the beginning. */
    void restored(long checkpointId) {
        balances = new TreeMap<>(contents.getOrDefault(checkpointId, Map.of()));
    }

    /** At the newest cut of all databases; empty while a start is under way. */
    Optional<Read> strong() throws SQLException {
        List<DatabaseCut> cuts = new ArrayList<>();
        for (TestDatabase database : databases) {
            try (Connection connection = database.address().connect()) {
                DatabaseCut.find(connection, "account_versions").ifPresent(cuts::add);
            }
        }
        boolean isOneRun = cuts.stream().map(DatabaseCut::run).distinct().count() == 1;
        return cuts.size() < databases.size() || !isOneRun
                ? Optional.empty()
                : Optional.of(at(cuts.stream().mapToLong(DatabaseCut::cut).min().orElseThrow()));
    }

    Read at(long cut) throws SQLException {
        Map<Integer, Long> balances = new TreeMap<>();
        Map<Integer, Long> sums = new TreeMap<>();
        for (TestDatabase database : databases) {
            collect(
                    database,
                    "SELECT account, balance FROM account_versions v WHERE _tx = (SELECT MAX(_tx)"
                            + " FROM account_versions w WHERE w.account = v.account AND w._tx <= "
                            + cut
                            + ")",
                    balances);
            collect(
                    database,
                    "SELECT account, sum(amount) FROM changes WHERE _tx <= "
                            + cut
                            + " GROUP BY account",
                    sums);
        }
        return new Read(cut, balances, sums);
    }

    /** What those see who ask each database for its newest rows. */
    long eventualTotal() throws SQLException {
        Map<Integer, Long> balances = new TreeMap<>();
        for (TestDatabase database : databases) {
            collect(database, "SELECT account, balance FROM accounts", balances);
        }
        return balances.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void collect(TestDatabase database, String sql, Map<Integer, Long> into)
            throws SQLException {
        for (String row : database.query(sql)) {
            int bar = row.indexOf('|');
            Long before =
                    into.put(
                            Integer.valueOf(row.substring(0, bar)),
                            Long.valueOf(row.substring(bar + 1)));
            assertThat(before).as("account %s is in two databases", row).isNull();
        }
    }

    /** A strong read is at this checkpoint and shows what it had. */
    void assertReadAt(long checkpointId) throws SQLException {
        Read read = strong().orElseThrow();
        assertThat(read.cut()).isEqualTo(checkpointId);
        assertShows(read);
    }

    /** Whatever a read's cut is, it shows that checkpoint. */
    void assertShows(Read read) {
        Map<Integer, Long> expected = contents.getOrDefault(read.cut(), Map.of());
        assertThat(read.balances()).as("balances at %d", read.cut()).isEqualTo(expected);
        assertThat(read.sums()).as("sums of changes at %d", read.cut()).isEqualTo(expected);
        assertThat(read.balances().values().stream().mapToLong(Long::longValue).sum()).isZero();
    }

    /** In each database, what was published last; 0: nothing. */
    List<Long> published() throws SQLException {
        List<Long> published = new ArrayList<>();
        for (TestDatabase database : databases) {
            published.add(
                    database.queryLong(
                            "SELECT COALESCE(MAX(checkpoint_id), 0) FROM oncestream_cuts"));
        }
        return published;
    }
}
