package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 6 of the failure matrix, checkpoint by checkpoint: zombies and clones. Red with the
 * comparison of the fence switched off in LedgerCommit, as each test says.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class FenceRecoveryITCase {
    @Parameter DatabaseKind kind;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
    }

    private SinkHarness sink(String job, int subtask, int parallelism) throws Exception {
        return sink(job, SinkHarness.append("t"), FailurePoint.NONE, subtask, parallelism);
    }

    private SinkHarness sink(
            String job,
            TableMapping<Entry> mapping,
            FailurePoint failurePoint,
            int subtask,
            int parallelism)
            throws Exception {
        return new SinkHarness(
                SinkHarness.job(job),
                SinkHarness.options(database.address(), StartPolicy.REFUSE, failurePoint),
                mapping,
                subtask,
                parallelism);
    }

    private List<String> rows() throws Exception {
        return database.query("SELECT key FROM t ORDER BY key");
    }

    /** By another attempt of the same job: should it be the current one, Flink restarts it. */
    private static void assertGivenUp(SinkHarness sink, long checkpointId) {
        assertThatThrownBy(() -> sink.complete(checkpointId))
                .cause()
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another attempt of this job started");
    }

    private static void assertFenced(SinkHarness sink, long checkpointId) {
        assertThatThrownBy(() -> sink.complete(checkpointId))
                .cause()
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("writes no more");
    }

    /** Off: the zombie's commit went through. */
    @Test
    void aZombieCommitsNothingOnceItsSuccessorHasStarted() throws Exception {
        try (SinkHarness zombie = sink("one", 0, 1).start()) {
            zombie.write("a", 1);
            Checkpoint checkpoint = zombie.snapshot(1);
            try (SinkHarness successor = sink("one", 0, 1).resume(checkpoint)) {
                zombie.write("zombie", 2);
                zombie.snapshot(2);
                assertGivenUp(zombie, 2);
                successor.write("b", 2);
                successor.snapshot(2);
                successor.complete(2);
            }
        }
        assertThat(rows()).containsExactly("a", "b");
    }

    /** Off: the zombie's commit went through. */
    @Test
    void aZombieOfAnIndexThatTheSuccessorHasNotGotCommitsNothing() throws Exception {
        try (SinkHarness first = sink("one", 0, 2).start();
                SinkHarness zombie = sink("one", 1, 2).start()) {
            Checkpoint checkpoint = first.snapshot(1);
            zombie.write("zombie", 1);
            zombie.snapshot(1);
            try (SinkHarness successor = sink("one", 0, 1).resume(checkpoint)) {
                assertGivenUp(zombie, 1);
                successor.write("a", 1);
                successor.snapshot(2);
                successor.complete(2);
            }
        }
        assertThat(rows()).containsExactly("a");
    }

    /** Off: the zombie's commit went through. */
    @Test
    void aZombieIsFencedAlsoWhereItsSuccessorWritesElsewhere() throws Exception {
        try (SinkHarness zombie = sink("one", 0, 1).start()) {
            Checkpoint checkpoint = zombie.snapshot(1);
            zombie.write("zombie", 1);
            zombie.snapshot(2);
            sink("two", SinkHarness.append("elsewhere"), FailurePoint.NONE, 0, 1)
                    .resume(checkpoint)
                    .close();
            assertFenced(zombie, 2);
        }
        assertThat(rows()).isEmpty();
    }

    /** Off: the commit of the older went through. */
    @Test
    void aCloneIsToldWhichJobWritesNowAndWhatToDo() throws Exception {
        Checkpoint savepoint;
        try (SinkHarness sink = sink("origin", 0, 1).start()) {
            sink.write("a", 1);
            savepoint = sink.snapshot(1);
            sink.complete(1);
        }
        try (SinkHarness one = sink("one", 0, 1).resume(savepoint);
                SinkHarness other = sink("other", 0, 1).resume(savepoint)) {
            one.write("b", 2);
            one.snapshot(2);
            assertThatThrownBy(() -> one.complete(2))
                    .cause()
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("job " + SinkHarness.job("other"))
                    .hasMessageContaining("started ")
                    .hasMessageContaining("stop it with a savepoint");
            other.write("b", 2);
            other.snapshot(2);
            other.complete(2);
        }
        assertThat(rows()).containsExactly("a", "b");
    }

    /**
     * Two that were resumed with the same pending transaction each commit it, or find it committed.
     * Off: no difference, the marker sees to this one.
     */
    @Test
    void aPendingTransactionThatACloneCommittedIsThereOnce() throws Exception {
        Checkpoint savepoint;
        try (SinkHarness sink = sink("origin", 0, 1).start()) {
            sink.write("a", 1);
            savepoint = sink.snapshot(1);
        }
        sink("one", 0, 1).resume(savepoint).close();
        sink("other", 0, 1).resume(savepoint).close();
        assertThat(rows()).containsExactly("a");
    }

    /**
     * The zombie is at a transaction that another index sealed. Red without FOR UPDATE in Marker
     * and without the comparison of the fence: the row was there twice.
     */
    @Test
    void aStartWaitsForTheCommitThatAZombieIsAt() throws Exception {
        CompletableFuture<Void> applied = new CompletableFuture<>();
        CompletableFuture<Void> released = new CompletableFuture<>();
        FailurePoint holds =
                (step, transaction) -> {
                    if (step == FailurePoint.Step.APPLIED) {
                        applied.complete(null);
                        released.join();
                    }
                };
        Checkpoint checkpoint;
        try (SinkHarness other = sink("one", 1, 2).start()) {
            other.write("a", 1);
            checkpoint = other.snapshot(1);
        }
        CompletableFuture<Void> commit =
                run(
                        () ->
                                sink("one", SinkHarness.append("t"), holds, 0, 2)
                                        .resume(checkpoint)
                                        .close());
        applied.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        CompletableFuture<Void> start = run(() -> sink("one", 0, 2).resume(checkpoint).close());
        Patience.await().during(Duration.ofMillis(300)).until(() -> !start.isDone());
        released.complete(null);
        commit.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        start.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(rows()).containsExactly("a");
    }

    private interface Action {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> run(Action action) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        action.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void theLedgerDoesNotGrowWithTheStarts() throws Exception {
        Checkpoint checkpoint;
        try (SinkHarness sink = sink("one", 0, 1).start()) {
            checkpoint = sink.snapshot(1);
        }
        for (int start = 0; start < 3; start++) {
            sink("one", 0, 1).resume(checkpoint).close();
        }
        assertThat(database.query("SELECT subtask, fence FROM oncestream_transactions"))
                .containsExactly("0|4");
    }
}
