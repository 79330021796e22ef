package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 10 and 11 of the failure matrix: two jobs from one savepoint, side by side and in turn. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class CloneRecoveryITCase {
    private static final int PARALLELISM = 2;
    private static final long SAVEPOINT = 3;

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(2 * PARALLELISM);

    @Parameter DatabaseKind kind;
    @TempDir Path directory;

    private NumbersJob job(boolean upsert) throws Exception {
        NumbersJob job =
                new NumbersJob(
                        kind.newDatabase(),
                        upsert,
                        Files.createDirectories(directory.resolve("checkpoints")));
        job.createTable();
        // Nothing that is not restartable by itself would ever end.
        job.restartOften();
        return job;
    }

    private String savepoint(JobClient running) throws Exception {
        return running.triggerSavepoint(directory.toString(), SavepointFormatType.CANONICAL)
                .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Holds all checkpoints but the first few until it is released. */
    private record HoldsLaterOnes(JobEvents events) implements CheckpointGate.Plan {
        private static final long serialVersionUID = 1L;

        @Override
        public void reached(long checkpointId) throws IOException {
            if (checkpointId > SAVEPOINT) {
                events.awaitReleased();
            }
        }
    }

    /**
     * The clone starts while the original is between two commits. Red with the comparison of the
     * fence switched off: the original went on to its end, too.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofAJobAndItsCloneOneFailsAndTheOtherHasEachRowOnce(boolean upsert) throws Exception {
        NumbersJob job = job(upsert);
        JobEvents events = JobEvents.ofANewRun();
        JobClient original =
                job.build(PARALLELISM, events, new HoldsLaterOnes(events), FailurePoint.NONE)
                        .executeAsync();
        job.resumeFrom(committedCheckpoint(job, events));
        JobEvents clones = JobEvents.ofANewRun();
        JobClient clone =
                job.build(PARALLELISM, clones, CheckpointGate.Plan.ALL_PASS, FailurePoint.NONE)
                        .executeAsync();
        clones.awaitRows(PARALLELISM);
        events.seen().released().set(true);
        assertThatThrownBy(
                        () ->
                                original.getJobExecutionResult()
                                        .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .hasStackTraceContaining("writes no more");
        clone.getJobExecutionResult().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        job.assertComplete();
    }

    private static String committedCheckpoint(NumbersJob job, JobEvents events) throws Exception {
        JobEvents.patiently()
                .until(
                        () ->
                                events.seen().committed().stream()
                                        .anyMatch(
                                                transaction ->
                                                        transaction.checkpointId() == SAVEPOINT));
        return job.retainedCheckpoint();
    }

    /**
     * The clone starts behind the original. Red with the guard off: it started, and only the
     * marker, which was ahead, stopped it at its first commit.
     */
    @Test
    void aCloneThatIsBehindIsRefusedAndTheOriginalHasEachRowOnce() throws Exception {
        NumbersJob job = job(false);
        JobEvents events = JobEvents.ofANewRun();
        JobClient original =
                job.build(PARALLELISM, events, CheckpointGate.Plan.ALL_PASS, FailurePoint.NONE)
                        .executeAsync();
        events.awaitRows(PARALLELISM);
        job.resumeFrom(savepoint(original));
        original.getJobExecutionResult().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThatThrownBy(() -> job.run(PARALLELISM)).hasStackTraceContaining("table t is ahead");
        job.assertComplete();

        job.allowRewind();
        job.run(PARALLELISM + 1);
        job.assertComplete();
        assertThat(job.rowsCommitted()).isEqualTo(NumbersJob.ROWS);
    }
}
