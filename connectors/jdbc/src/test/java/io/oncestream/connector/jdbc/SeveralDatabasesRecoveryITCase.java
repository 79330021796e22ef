package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.AccountsRun.Setting;
import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.connector.jdbc.protocol.FailurePoint.Step;
import io.oncestream.state.ledger.SealedTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sink over three databases, PostgreSQL and MariaDB: what a strong read shows, at each step.
 *
 * <p>Seen red also: where each commit moved the cut, of checkpoints that were given up too; where
 * nothing was sealed without rows.
 */
class SeveralDatabasesRecoveryITCase {
    private Accounts accounts;

    @BeforeEach
    void createDatabases() throws SQLException {
        accounts = Accounts.in(3);
    }

    /** One of the databases fails at a step of a commit, as where its task dies there. */
    private record Breaks(int participant, Step at, long checkpointId) implements FailurePoint {

        @Override
        public FailurePoint in(int database) {
            return database == participant ? this : NONE;
        }

        @Override
        public void reached(Step step, SealedTransaction transaction) {
            if (step == at && transaction.checkpointId() == checkpointId) {
                throw new IllegalStateException("broken off at " + step);
            }
        }
    }

    @Test
    void eachCheckpointIsReadWhole() throws Exception {
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 2))) {
            assertThat(accounts.strong().orElseThrow().cut()).isZero();
            for (long checkpoint = 1; checkpoint <= 4; checkpoint++) {
                run.write();
                run.snapshot(checkpoint);
                accounts.assertShows(accounts.strong().orElseThrow());
                run.complete(checkpoint, 0);
                accounts.assertShows(accounts.strong().orElseThrow());
                run.complete(checkpoint, 1);
                accounts.assertReadAt(checkpoint);
                assertThat(accounts.eventualTotal()).isZero();
            }
        }
    }

    @Test
    void aCheckpointWithoutRowsIsReadToo() throws Exception {
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 2))) {
            run.checkpoint(1);
            run.snapshot(2);
            run.complete(2);
            accounts.assertReadAt(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aCommitThatIsBrokenOffInOneDatabaseIsReadWhenRecoveryHasCommittedItInAll(Step step)
            throws Exception {
        List<Checkpoint> pending;
        Setting breaks = Setting.of("one", 2).with(new Breaks(2, step, 2));
        try (AccountsRun run = AccountsRun.begin(accounts, breaks)) {
            run.checkpoint(1);
            run.write();
            pending = run.snapshot(2);
            assertThatThrownBy(() -> run.complete(2)).hasStackTraceContaining("broken off");
            accounts.assertReadAt(1);
        }
        assertThat(accounts.database(0).queryLong("SELECT count(*) FROM changes WHERE _tx = 2"))
                .as("the other databases have it")
                .isPositive();
        try (AccountsRun run = AccountsRun.resume(accounts, Setting.of("one", 2), pending)) {
            accounts.assertReadAt(2);
            run.checkpoint(3);
            accounts.assertReadAt(3);
        }
    }

    @Test
    void aCheckpointThatWasGivenUpIsReadOnlyWithTheNextOne() throws Exception {
        List<Long> seen = new ArrayList<>();
        FailurePoint looks =
                (step, transaction) -> {
                    if (step == Step.COMMITTED) {
                        seen.add(accounts.strong().orElseThrow().cut());
                    }
                };
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 1).with(looks))) {
            run.write();
            run.snapshot(1);
            run.write();
            run.snapshot(2);
            run.complete(2);
            accounts.assertReadAt(2);
        }
        assertThat(seen).hasSize(6).containsOnly(0L, 2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatIsPendingIsCommittedAtAnyOtherParallelism(int parallelism) throws Exception {
        List<Checkpoint> pending;
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 2))) {
            run.checkpoint(1);
            run.write();
            pending = run.snapshot(2);
        }
        Setting rescaled = Setting.of("two", parallelism);
        try (AccountsRun run = AccountsRun.resume(accounts, rescaled, pending)) {
            accounts.assertReadAt(2);
            run.checkpoint(3);
            List<Checkpoint> next = run.checkpoint(4);
            accounts.assertReadAt(4);
            run.close();
            try (AccountsRun back = AccountsRun.resume(accounts, Setting.of("three", 2), next)) {
                accounts.assertReadAt(4);
                back.checkpoint(5);
                accounts.assertReadAt(5);
            }
        }
    }

    @Test
    void anInstanceWhoseInputHasEndedHoldsNoCutBack() throws Exception {
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 2))) {
            run.checkpoint(1);
            run.write();
            run.finish(1);
            run.snapshot(2);
            run.complete(2);
            accounts.assertReadAt(2);
            run.write(0);
            accounts.taken(3);
            run.snapshot(3, 0);
            run.complete(3, 0);
            accounts.assertReadAt(3);
        }
    }

    /**
     * Behind the end an instance seals nothing more, also where its last seal was given up. Red
     * where its last transaction raised the cut to its own checkpoint only.
     */
    @Test
    void theLastRowsAreReadWhereALaterCheckpointThanTheirsCompletes() throws Exception {
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 2))) {
            run.checkpoint(1);
            run.write();
            run.finish(1);
            run.snapshot(2);
            run.write(0);
            run.snapshot(3);
            run.complete(3);
            accounts.assertReadAt(3);
            run.write(0);
            accounts.taken(4);
            run.snapshot(4, 0);
            run.complete(4, 0);
            accounts.assertReadAt(4);
        }
    }

    @Test
    void aRewindSetsAllDatabasesBack() throws Exception {
        List<Checkpoint> older;
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 2))) {
            run.checkpoint(1);
            older = run.checkpoint(2);
            run.checkpoint(3);
            run.checkpoint(4);
            assertThat(accounts.published()).containsOnly(3L);
        }
        assertThatThrownBy(() -> AccountsRun.resume(accounts, Setting.of("two", 2), older))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("is ahead: it has checkpoint 4");
        accounts.assertReadAt(4);
        Setting rewinds = Setting.of("three", 1).with(StartPolicy.REWIND);
        try (AccountsRun run = AccountsRun.resume(accounts, rewinds, older)) {
            accounts.assertReadAt(2);
            assertThat(accounts.published()).containsOnly(2L);
            run.checkpoint(3);
            accounts.assertReadAt(3);
            run.checkpoint(4);
            accounts.assertReadAt(4);
        }
    }

    /** Red with one pass: the first database was set back, and no checkpoint fitted all three. */
    @Test
    void whereOneDatabaseRefusesNoneIsSetBack() throws Exception {
        List<Checkpoint> older;
        List<Checkpoint> newest;
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 1))) {
            older = run.checkpoint(1);
            run.checkpoint(2);
            newest = run.checkpoint(3);
        }
        accounts.database(2).execute("ALTER TABLE changes RENAME COLUMN amount TO sum");
        Setting rewinds = Setting.of("two", 1).with(StartPolicy.REWIND);
        assertThatThrownBy(() -> AccountsRun.resume(accounts, rewinds, older))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("column amount bigint is missing");
        accounts.database(2).execute("ALTER TABLE changes RENAME COLUMN sum TO amount");
        accounts.restored(3);
        accounts.assertReadAt(3);
        try (AccountsRun run = AccountsRun.resume(accounts, Setting.of("three", 1), newest)) {
            run.checkpoint(4);
            accounts.assertReadAt(4);
        }
    }

    @Test
    void otherDatabasesOrAnotherOrderAreRefused() throws Exception {
        List<Checkpoint> checkpoint;
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 1))) {
            checkpoint = run.checkpoint(1);
        }
        List<Participant> all = accounts.participants();
        assertRefused(
                List.of(all.get(0), all.get(1)),
                checkpoint,
                "the job has written 3 databases and is given 2");
        assertRefused(
                List.of(all.get(0), all.get(2), all.get(1)),
                checkpoint,
                "this is database 3 of the 3 that the job has written, and it is given as 2 of 3");
        assertRefused(
                List.of(all.get(0), all.get(1), Accounts.in(1).participants().get(0)),
                checkpoint,
                "resume");
        accounts.assertReadAt(1);
    }

    private void assertRefused(
            List<Participant> participants, List<Checkpoint> checkpoint, String why)
            throws Exception {
        try (AccountsRun run = new AccountsRun(accounts, participants, Setting.of("two", 1))) {
            assertThatThrownBy(() -> run.resume(checkpoint))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining(why);
        }
    }

    @Test
    void versionsThatNoReaderMayGoBackToAreRemoved() throws Exception {
        List<Checkpoint> old = List.of();
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 2).keeping(3))) {
            for (long checkpoint = 1; checkpoint <= 12; checkpoint++) {
                List<Checkpoint> taken = run.checkpoint(checkpoint);
                old = checkpoint == 5 ? taken : old;
                accounts.assertReadAt(checkpoint);
            }
        }
        assertThat(accounts.published()).containsOnly(11L);
        assertThat(accounts.database(0).query("SELECT DISTINCT horizon FROM oncestream_sinks"))
                .containsExactly("8");
        for (long cut = 8; cut <= 12; cut++) {
            assertThat(accounts.at(cut).balances()).isEqualTo(accounts.at(cut).sums());
        }
        assertThat(
                        accounts.database(0)
                                .queryLong(
                                        "SELECT COUNT(*) FROM account_versions v WHERE _tx < 8 AND"
                                            + " EXISTS (SELECT 1 FROM account_versions w WHERE"
                                            + " w.account = v.account AND w._tx > v._tx AND w._tx"
                                            + " <= 8)"))
                .isZero();
        List<Checkpoint> removed = old;
        Setting rewinds = Setting.of("two", 2).keeping(3).with(StartPolicy.REWIND);
        assertThatThrownBy(() -> AccountsRun.resume(accounts, rewinds, removed))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("its versions below checkpoint 8 are removed");
        accounts.assertReadAt(12);
    }

    /** The zombie is fenced in all databases, or what it commits is restored by its successor. */
    @Test
    void aZombieVotesNoMore() throws Exception {
        try (AccountsRun zombie = AccountsRun.begin(accounts, Setting.of("one", 1))) {
            List<Checkpoint> checkpoint = zombie.checkpoint(1);
            try (AccountsRun run = AccountsRun.resume(accounts, Setting.of("two", 1), checkpoint)) {
                zombie.write();
                assertThatThrownBy(() -> zombie.snapshot(2))
                        .hasRootCauseInstanceOf(SinkFailure.class)
                        .hasStackTraceContaining("has taken over");
                accounts.restored(1);
                run.checkpoint(2);
                accounts.assertReadAt(2);
            }
        }
    }

    /** A reader has looked at the cut, and reads the rows behind it. Red with TRUNCATE. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aReadThatIsUnderWaySeesNoTableThatAFreshStartEmpties(int database) throws Exception {
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 1))) {
            run.checkpoint(1);
        }
        try (Connection reader = accounts.database(database).address().connect()) {
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reader.setAutoCommit(false);
            assertThat(count(reader, "oncestream_sinks")).isEqualTo(2);
            Setting fresh = Setting.of("two", 1).with(StartPolicy.EMPTY);
            try (AccountsRun run = AccountsRun.begin(accounts, fresh)) {
                assertThat(count(reader, "account_versions")).isPositive();
            }
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aFreshStartBeginsInAllDatabases() throws Exception {
        try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 2))) {
            run.checkpoint(1);
            run.checkpoint(2);
        }
        assertThatThrownBy(() -> AccountsRun.begin(accounts, Setting.of("two", 1)))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("let --fresh empty the table");
        accounts.restored(2);
        accounts.assertReadAt(2);
        Setting fresh = Setting.of("three", 1).with(StartPolicy.EMPTY);
        try (AccountsRun run = AccountsRun.begin(accounts, fresh)) {
            assertThat(accounts.strong().orElseThrow().cut()).isZero();
            assertThat(accounts.published()).containsOnly(0L);
            run.checkpoint(1);
            accounts.assertReadAt(1);
        }
    }

    /** What a start has found to be there must not be removed while it looks at the others. */
    @Test
    void aRunRemovesNothingOnceAnotherOneHasClaimedTheTables() throws Exception {
        Setting keeps = Setting.of("one", 1).keeping(2);
        try (AccountsRun run = AccountsRun.begin(accounts, keeps)) {
            List<Checkpoint> older = List.of();
            for (long checkpoint = 1; checkpoint <= 6; checkpoint++) {
                List<Checkpoint> taken = run.checkpoint(checkpoint);
                older = checkpoint == 4 ? taken : older;
            }
            assertThat(horizons()).containsOnly(3L);
            accounts.database(2).execute("ALTER TABLE changes RENAME COLUMN amount TO sum");
            List<Checkpoint> rewound = older;
            Setting refused = Setting.of("two", 1).keeping(2).with(StartPolicy.REWIND);
            assertThatThrownBy(() -> AccountsRun.resume(accounts, refused, rewound))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("column amount bigint is missing");
            accounts.database(2).execute("ALTER TABLE changes RENAME COLUMN sum TO amount");
            accounts.restored(6);
            run.checkpoint(7);
            run.checkpoint(8);
            accounts.assertReadAt(8);
            assertThat(horizons()).contains(3L);
            assertThat(accounts.published()).contains(5L);
        }
    }

    private List<Long> horizons() throws SQLException {
        List<Long> horizons = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            horizons.add(
                    accounts.database(i).queryLong("SELECT MAX(horizon) FROM oncestream_sinks"));
        }
        return horizons;
    }
}
