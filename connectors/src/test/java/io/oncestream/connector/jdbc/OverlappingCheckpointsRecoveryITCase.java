package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.JobEvents.Completion;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.state.ledger.WriterId;
import io.oncestream.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 4 of the failure matrix: checkpoints that overlap, overtake each other and are given up. */
class OverlappingCheckpointsRecoveryITCase {
    private static final int PARALLELISM = 2;

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(PARALLELISM)
                            .build());

    @TempDir Path directory;

    /** Of each four checkpoints one is declined, one skipped, one in time and one late. */
    private record DeclinesSkipsAndDelays(JobEvents events) implements CheckpointGate.Plan {
        private static final long serialVersionUID = 1L;

        @Override
        public void reached(long checkpointId) throws IOException {
            switch ((int) (checkpointId % 4)) {
                case 1 -> throw new IOException("declined for the test");
                case 2 -> events.awaitCompleted(checkpointId + 1);
                case 0 -> events.awaitSnapshots(checkpointId + 1, PARALLELISM);
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void skippedLateAndAbortedCheckpointsAreCommittedInOrderOnce(boolean upsert) throws Exception {
        JobEvents events = JobEvents.ofANewRun();
        NumbersJob job = new NumbersJob(PostgresServer.newDatabase(), upsert, directory);
        job.createTable();
        job.configuration().set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 3);
        job.build(PARALLELISM, events, new DeclinesSkipsAndDelays(events), FailurePoint.NONE)
                .execute();
        job.assertComplete();

        JobEvents.Seen seen = events.seen();
        assertThat(seen.aborted()).as("declined").anyMatch(id -> id % 4 == 1);
        assertThat(seen.aborted()).as("skipped").anyMatch(id -> id % 4 == 2);
        assertThat(seen.completed())
                .as("late")
                .anyMatch(done -> done.lastSnapshot() > done.checkpointId());
        assertThat(seen.completed())
                .extracting(Completion::checkpointId)
                .noneMatch(id -> id % 4 == 1);
        Map<WriterId, List<Long>> commits =
                seen.committed().stream()
                        .collect(
                                Collectors.groupingBy(
                                        SealedTransaction::writer,
                                        Collectors.mapping(
                                                SealedTransaction::checkpointId,
                                                Collectors.toList())));
        assertThat(commits).hasSize(PARALLELISM);
        assertThat(commits.values())
                .allSatisfy(ids -> assertThat(ids).isSorted().doesNotHaveDuplicates())
                .anySatisfy(ids -> assertThat(ids).anyMatch(id -> id % 4 == 1));
    }
}
