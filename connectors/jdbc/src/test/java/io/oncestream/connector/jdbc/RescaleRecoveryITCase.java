package io.oncestream.connector.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.DatabaseSelection;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 9 of the failure matrix: a job resumes at another parallelism from a checkpoint whose
 * transactions are pending, several of each sink instance, since the checkpoints before were
 * declined.
 */
@ParameterizedClass
@ArgumentsSource(DatabaseSelection.PostgresOrAll.class)
class RescaleRecoveryITCase {
    @Parameter DatabaseKind kind;

    /** Of the checkpoints 1 to 6 of a first run the last three are not committed. */
    private static final long FIRST_PENDING = 4;

    private static final long COMPLETED = 6;

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir Path directory;

    /** Leaves a checkpoint with pending transactions behind; returns where it is. */
    private String runToAPendingCheckpoint(NumbersJob job, int parallelism) throws Exception {
        job.createTable();
        JobEvents events = JobEvents.ofANewRun();
        assertThatThrownBy(
                        () ->
                                job.build(
                                                parallelism,
                                                events,
                                                new DeclinesTwo(events),
                                                new CrashesBeforeTheCommit())
                                        .execute())
                .hasStackTraceContaining("crashed for the test");
        return job.retainedCheckpoint();
    }

    /** Sees to it that each checkpoint has rows, and so does the next. */
    private record DeclinesTwo(JobEvents events) implements CheckpointGate.Plan {
        private static final long serialVersionUID = 1L;

        @Override
        public void reached(long checkpointId) throws IOException {
            events.awaitRowsInAll((checkpointId + 1) * CheckpointPace.ROWS);
            if (checkpointId >= FIRST_PENDING && checkpointId < COMPLETED) {
                throw new IOException("declined for the test");
            }
        }
    }

    private record CrashesBeforeTheCommit() implements FailurePoint {
        private static final long serialVersionUID = 1L;

        @Override
        public void reached(Step step, SealedTransaction transaction) {
            if (transaction.checkpointId() >= FIRST_PENDING) {
                throw new IllegalStateException("crashed for the test");
            }
        }
    }

    /**
     * Red when recoverAndCommit did nothing: 2,616 rows of 3,000. Red when it put the commits off
     * until after the first new one: rows of a key out of order, "key1 goes from 2625 to 1601".
     */
    @ParameterizedTest
    @CsvSource({
        "4, 1, false", "1, 4, false", "4, 2, false", "3, 2, false",
        "4, 1, true", "1, 4, true", "4, 2, true", "3, 2, true"
    })
    void pendingTransactionsAreCommittedOnceWhoeverIsGivenThem(
            int before, int after, boolean upsert) throws Exception {
        NumbersJob job = new NumbersJob(kind.newDatabase(), upsert, directory);
        job.resumeFrom(runToAPendingCheckpoint(job, before));
        JobEvents events = JobEvents.ofANewRun();
        job.build(after, events, CheckpointGate.Plan.ALL_PASS, FailurePoint.NONE).execute();
        job.assertComplete();
        assertSeveralOfEachWereRecovered(events, before);
    }

    private static void assertSeveralOfEachWereRecovered(JobEvents events, int parallelism) {
        Map<Integer, List<Long>> recovered =
                events.seen().committed().stream()
                        .filter(transaction -> isOfTheFirstRun(transaction, parallelism))
                        .collect(
                                groupingBy(
                                        transaction -> transaction.writer().subtask(),
                                        mapping(SealedTransaction::checkpointId, toList())));
        assertThat(recovered).hasSize(parallelism);
        assertThat(recovered.values()).allSatisfy(ids -> assertThat(ids).startsWith(4L, 5L, 6L));
    }

    /** Each instance of the first run took an epoch, from 1 on. */
    private static boolean isOfTheFirstRun(SealedTransaction transaction, int parallelism) {
        return transaction.writer().epoch() <= parallelism;
    }

    /**
     * Down to one instance, which is killed while it recovers, and up again. Red without the
     * comparison of markers in LedgerCommit: 3,088 and 3,116 rows for 3,000, "key9 goes from 457 to
     * 457"; killed before its first commit there is nothing for the marker to tell.
     */
    @ParameterizedTest
    @CsvSource({"0, false", "0, true", "2, false", "2, true", "4, false", "4, true"})
    void aRecoveryMayBeBrokenOffAndGoneOnWithAtAnotherParallelism(int commits, boolean upsert)
            throws Exception {
        NumbersJob job = new NumbersJob(kind.newDatabase(), upsert, directory);
        job.resumeFrom(runToAPendingCheckpoint(job, 4));
        JobEvents broken = JobEvents.ofANewRun();
        long before = job.rowsCommitted();
        assertThatThrownBy(
                        () ->
                                job.build(
                                                1,
                                                broken,
                                                CheckpointGate.Plan.ALL_PASS,
                                                new CrashesAfter(broken, commits))
                                        .execute())
                .hasStackTraceContaining("crashed for the test");
        assertThat(broken.seen().committed()).hasSize(commits);
        assertThat(job.rowsCommitted())
                .isEqualTo(
                        before
                                + broken.seen().committed().stream()
                                        .mapToLong(SealedTransaction::rows)
                                        .sum());
        job.run(4);
        job.assertComplete();
    }

    /** With the rows of the next transaction written and not committed. */
    private record CrashesAfter(JobEvents events, int commits) implements FailurePoint {
        private static final long serialVersionUID = 1L;

        @Override
        public void reached(Step step, SealedTransaction transaction) {
            if (step == Step.APPLIED && events.seen().committed().size() >= commits) {
                throw new IllegalStateException("crashed for the test");
            }
        }
    }

    /**
     * Flink notifies nobody of a savepoint that does not stop the job. Red when recoverAndCommit
     * did nothing: 2,872 rows of 3,000.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSavepointIsResumedWithTransactionsThatNobodyCommitted(boolean upsert) throws Exception {
        NumbersJob job = new NumbersJob(kind.newDatabase(), upsert, directory);
        job.createTable();
        job.configuration().set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        JobEvents events = JobEvents.ofANewRun();
        JobClient running =
                job.build(3, events, CheckpointGate.Plan.ALL_PASS, FailurePoint.NONE)
                        .executeAsync();
        events.awaitRows(3);
        String savepoint =
                running.triggerSavepoint(directory.toString(), SavepointFormatType.CANONICAL)
                        .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        running.cancel().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(job.rowsCommitted()).isZero();

        job.configuration().set(CheckpointingOptions.CHECKPOINTING_INTERVAL, NumbersJob.INTERVAL);
        job.resumeFrom(savepoint);
        job.run(2);
        job.assertComplete();
    }

    /**
     * A key may move to another instance while an older row of it is pending at the first. See
     * {@link JdbcTwoPhaseCommitSink} for why the older one is always applied first. Red when
     * recoverAndCommit put the commits off until after the first new one: another instance
     * committed new rows.
     */
    @Test
    void noneCommitsNewRowsWhileAnotherStillRecovers() throws Exception {
        NumbersJob job = new NumbersJob(kind.newDatabase(), true, directory);
        job.resumeFrom(runToAPendingCheckpoint(job, 4));
        JobEvents events = JobEvents.ofANewRun();
        JobClient running =
                job.build(3, events, CheckpointGate.Plan.ALL_PASS, new HoldsTheLast(events))
                        .executeAsync();
        events.awaitRows(2);
        JobEvents.patiently()
                .during(NumbersJob.INTERVAL.multipliedBy(20))
                .until(
                        () ->
                                events.seen().committed().stream()
                                        .allMatch(transaction -> isOfTheFirstRun(transaction, 4)));
        events.seen().released().set(true);
        running.getJobExecutionResult().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        job.assertComplete();
        assertSeveralOfEachWereRecovered(events, 4);
    }

    /** Keeps the recovery of the last instance waiting until the test releases it. */
    private record HoldsTheLast(JobEvents events) implements FailurePoint {
        private static final long serialVersionUID = 1L;

        @Override
        public void reached(Step step, SealedTransaction transaction) {
            if (step == Step.BEGINNING && transaction.writer().epoch() == 4) {
                events.awaitReleased();
            }
        }
    }
}
