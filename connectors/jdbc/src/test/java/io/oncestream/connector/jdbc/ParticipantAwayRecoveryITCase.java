package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.AccountsRun.Setting;
import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.KillableDatabase;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One of three databases is away: the sink waits, readers stay at the last cut of all. */
class ParticipantAwayRecoveryITCase {
    private final ExecutorService task = Executors.newSingleThreadExecutor();

    @TempDir private Path folder;

    @AfterEach
    void endTask() {
        task.shutdownNow();
    }

    private static Accounts with(TestDatabase third) throws SQLException {
        return new Accounts(
                List.of(
                        DatabaseKind.POSTGRES.newDatabase(),
                        DatabaseKind.MARIADB.newDatabase(),
                        third));
    }

    /** Between the decision and its commit the others go ahead. */
    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aCommitWaitsForTheDatabaseThatIsAwayAndReadersForAll(DatabaseKind kind) throws Exception {
        try (KillableDatabase third = kind.newServer(folder)) {
            Accounts accounts = with(third.database());
            try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 1))) {
                run.checkpoint(1);
                run.write();
                run.snapshot(2);
                third.kill();
                Future<?> commit = task.submit(() -> complete(run, 2));
                for (int i = 0; i < 2; i++) {
                    TestDatabase other = accounts.database(i);
                    Awaitility.await()
                            .until(
                                    () ->
                                            other.queryLong(
                                                            "SELECT MAX(cut) FROM"
                                                                    + " oncestream_transactions")
                                                    == 2);
                }
                assertThat(commit.isDone()).isFalse();
                third.start();
                commit.get(30, TimeUnit.SECONDS);
                accounts.assertReadAt(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void withoutTheVoteOfOneDatabaseThereIsNoDecision(DatabaseKind kind) throws Exception {
        List<Checkpoint> first;
        try (KillableDatabase third = kind.newServer(folder)) {
            Accounts accounts = with(third.database());
            try (AccountsRun run = AccountsRun.begin(accounts, Setting.of("one", 1))) {
                first = run.checkpoint(1);
                run.write();
                third.kill();
                assertThatThrownBy(() -> run.snapshot(2))
                        .hasStackTraceContaining("vote for checkpoint 2");
                assertThat(
                                accounts.database(0)
                                        .queryLong("SELECT COUNT(*) FROM changes WHERE _tx = 2"))
                        .isZero();
            }
            third.start();
            try (AccountsRun run = AccountsRun.resume(accounts, Setting.of("one", 1), first)) {
                run.checkpoint(2);
                accounts.assertReadAt(2);
            }
        }
    }

    private static Object complete(AccountsRun run, long checkpointId) throws Exception {
        run.complete(checkpointId);
        return checkpointId;
    }
}
