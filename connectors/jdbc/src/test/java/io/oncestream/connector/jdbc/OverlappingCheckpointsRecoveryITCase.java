package io.oncestream.connector.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.state.ledger.WriterId;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.DatabaseSelection;
import io.oncestream.testing.FlinkCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 4 of the failure matrix: checkpoints that overlap, are given up, or complete untold. */
@ParameterizedClass
@ArgumentsSource(DatabaseSelection.MariaDbOrAll.class)
class OverlappingCheckpointsRecoveryITCase {
    @Parameter DatabaseKind kind;

    private static final int PARALLELISM = 2;

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(PARALLELISM);

    @TempDir Path directory;

    /** Of each three checkpoints one is declined, one is late and one passes. */
    private record DeclinesAndDelays(JobEvents events) implements CheckpointGate.Plan {
        private static final long serialVersionUID = 1L;

        @Override
        public void reached(long checkpointId) throws IOException {
            switch ((int) (checkpointId % 3)) {
                case 1 -> throw new IOException("declined for the test");
                case 2 -> events.awaitSnapshots(checkpointId + 1, PARALLELISM);
                default -> {}
            }
        }
    }

    /**
     * Red with a sink that dropped the transaction of a checkpoint which was given up: "it follows
     * checkpoint 2, but the last one in the database is 0". With the marker's comparison removed as
     * well it wrote 2,133 rows of 3,000.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void skippedLateAndAbortedCheckpointsAreCommittedInOrderOnce(boolean upsert) throws Exception {
        JobEvents events = JobEvents.ofANewRun();
        NumbersJob job = new NumbersJob(kind.newDatabase(), upsert, directory);
        job.createTable();
        job.configuration().set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 3);
        JobClient running =
                job.build(PARALLELISM, events, new DeclinesAndDelays(events), FailurePoint.NONE)
                        .executeAsync();
        CompletableFuture<JobExecutionResult> end = running.getJobExecutionResult();
        JobEvents.patiently()
                .ignoreExceptions() // the savepoint may be one of the declined
                .until(() -> end.isDone() || aSavepointWasSkipped(running, events));
        end.get(1, TimeUnit.MINUTES);
        job.assertComplete();
        assertThat(events.seen().committed())
                .as("skipped")
                .anyMatch(transaction -> wasSkipped(transaction, events));
        assertThat(events.seen().completed())
                .as("late")
                .anyMatch(done -> done.lastSnapshot() > done.checkpointId());
        Map<WriterId, List<Long>> commits =
                events.seen().committed().stream()
                        .collect(
                                groupingBy(
                                        SealedTransaction::writer,
                                        mapping(SealedTransaction::checkpointId, toList())));
        assertThat(commits).hasSize(PARALLELISM);
        assertThat(commits.values())
                .allSatisfy(ids -> assertThat(ids).isSorted().doesNotHaveDuplicates())
                .as("declined")
                .anySatisfy(ids -> assertThat(ids).containsAnyElementsOf(events.seen().aborted()));
    }

    /**
     * Takes a savepoint, of which Flink notifies no sink: for them it is a checkpoint whose
     * notification is skipped, and the next one covers its transactions.
     */
    private boolean aSavepointWasSkipped(JobClient running, JobEvents events) throws Exception {
        running.triggerSavepoint(directory.toString(), SavepointFormatType.CANONICAL)
                .get(1, TimeUnit.MINUTES);
        return events.seen().committed().stream()
                .anyMatch(transaction -> wasSkipped(transaction, events));
    }

    /** Neither given up nor notified of, and a later one was. */
    private static boolean wasSkipped(SealedTransaction transaction, JobEvents events) {
        long id = transaction.checkpointId();
        List<Long> notified =
                events.seen().completed().stream().map(JobEvents.Completion::checkpointId).toList();
        return !events.seen().aborted().contains(id)
                && !notified.contains(id)
                && notified.stream().anyMatch(later -> later > id);
    }
}
