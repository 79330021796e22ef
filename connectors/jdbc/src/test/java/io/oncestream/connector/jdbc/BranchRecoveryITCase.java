package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.CheckpointedTable.APPEND;
import static io.oncestream.connector.jdbc.CheckpointedTable.UPSERT;
import static io.oncestream.connector.jdbc.CheckpointedTable.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.testing.DatabaseKind;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Of two histories of one job, only one can be in a table: what is resumed must be of that one. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class BranchRecoveryITCase {
    @Parameter DatabaseKind kind;

    private CheckpointedTable table;

    @BeforeEach
    void createDatabase() throws Exception {
        table = new CheckpointedTable(kind.newDatabase());
    }

    /** Red without the note of the rewind: it started, without b and c. */
    @Test
    void thereIsNoWayBackToACheckpointWhoseRowsAreGone() throws Exception {
        List<Checkpoint> checkpoints = table.threeCheckpoints(APPEND);
        Checkpoint since;
        try (SinkHarness sink =
                table.sink("two", APPEND, StartPolicy.REWIND).resume(checkpoints.get(0))) {
            since = commit(sink, 6, "d");
        }
        for (Checkpoint gone : checkpoints.subList(1, 3)) {
            assertThatThrownBy(
                            () ->
                                    table.sink("three", APPEND, StartPolicy.REFUSE)
                                            .resume(gone)
                                            .close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("has gone on from checkpoint 5")
                    .hasMessageContaining("Resume from a checkpoint up to that one");
        }
        table.sink("three", APPEND, StartPolicy.REFUSE).resume(since).close();
        table.sink("four", APPEND, StartPolicy.REWIND).resume(checkpoints.get(0)).close();
        assertThat(table.rows()).containsExactly("a|5");
    }

    /** Seen red without the note of where the third run began: the fourth started. */
    @Test
    void twoBranchesFromOneSavepointDoNotBothWriteTheirRows() throws Exception {
        Checkpoint fork = table.threeCheckpoints(APPEND).get(2);
        Checkpoint other;
        try (SinkHarness sink = table.sink("two", APPEND, StartPolicy.REFUSE).resume(fork)) {
            other = sink.snapshot(22);
        }
        try (SinkHarness sink = table.sink("three", APPEND, StartPolicy.REFUSE).resume(fork)) {
            commit(sink, 8, "d");
        }
        for (StartPolicy policy : List.of(StartPolicy.REFUSE, StartPolicy.REWIND)) {
            assertThatThrownBy(() -> table.sink("four", APPEND, policy).resume(other).close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("cannot go on from checkpoint 22")
                    .hasMessageContaining("has gone on from checkpoint 7");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7", "d|8");
    }

    /** Such as one that was resumed by mistake. */
    @Test
    void aBranchThatWroteNothingKeepsNobodyFromGoingOn() throws Exception {
        Checkpoint fork = table.threeCheckpoints(APPEND).get(2);
        Checkpoint other;
        try (SinkHarness sink = table.sink("two", APPEND, StartPolicy.REFUSE).resume(fork)) {
            other = sink.snapshot(22);
        }
        table.sink("three", APPEND, StartPolicy.REFUSE).resume(fork).close();
        try (SinkHarness sink = table.sink("four", APPEND, StartPolicy.REFUSE).resume(other)) {
            commit(sink, 23, "d");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7", "d|23");
    }

    /**
     * A run goes on after another one began from the same checkpoint by mistake. Seen red without
     * the second note: the fourth took its own rows for those of the first, and left them out.
     */
    @Test
    void aRunThatGoesOnAfterAnotherBeganIsTheOneThatCounts() throws Exception {
        Checkpoint fork = table.threeCheckpoints(APPEND).get(2);
        Checkpoint mistake;
        try (SinkHarness sink = table.sink("two", APPEND, StartPolicy.REFUSE).resume(fork)) {
            sink.write("x", 8);
            mistake = sink.snapshot(8);
        }
        try (SinkHarness sink = table.sink("one", APPEND, StartPolicy.REFUSE).resume(fork)) {
            commit(sink, 8, "d");
        }
        assertThatThrownBy(
                        () ->
                                table.sink("three", APPEND, StartPolicy.REFUSE)
                                        .resume(mistake)
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has gone on from checkpoint 7");
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7", "d|8");
    }

    /**
     * Two runs begin from one checkpoint, and the first one is restarted from there. Seen red with
     * one note a run: the snapshot of the second was taken.
     */
    @Test
    void aRunThatIsRestartedAfterAnotherBeganIsTheOneThatCounts() throws Exception {
        Checkpoint fork = table.threeCheckpoints(APPEND).get(2);
        Checkpoint mistake;
        table.sink("two", APPEND, StartPolicy.REFUSE).resume(fork).close();
        try (SinkHarness sink = table.sink("three", APPEND, StartPolicy.REFUSE).resume(fork)) {
            sink.write("x", 8);
            mistake = sink.snapshot(8);
        }
        try (SinkHarness sink = table.sink("two", APPEND, StartPolicy.REFUSE).resume(fork)) {
            commit(sink, 8, "d");
        }
        assertThatThrownBy(
                        () ->
                                table.sink("four", APPEND, StartPolicy.REFUSE)
                                        .resume(mistake)
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has gone on from checkpoint 7");
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7", "d|8");
    }

    /**
     * The third run forks above the point from which the second one had gone. Red where only later
     * forks from below were looked for: it started, and "x" was never written.
     */
    @Test
    void aPendingTransactionOfAnAbandonedRunIsNotTakenForWritten() throws Exception {
        List<Checkpoint> checkpoints = table.threeCheckpoints(UPSERT);
        Checkpoint abandoned;
        try (SinkHarness sink =
                table.sink("two", UPSERT, StartPolicy.REFUSE).resume(checkpoints.get(0))) {
            sink.write("x", 6);
            abandoned = sink.snapshot(6);
        }
        try (SinkHarness sink =
                table.sink("three", UPSERT, StartPolicy.REFUSE).resume(checkpoints.get(2))) {
            commit(sink, 8, "d");
        }
        assertThatThrownBy(
                        () ->
                                table.sink("four", UPSERT, StartPolicy.REFUSE)
                                        .resume(abandoned)
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has gone on from checkpoint 7");
    }

    /** It was written over by nobody yet: the run that does so may be restarted. */
    @Test
    void aRunThatWritesAnUpsertTableOverGoesOnFromItsOwnCheckpoint() throws Exception {
        List<Checkpoint> checkpoints = table.threeCheckpoints(UPSERT);
        Checkpoint own;
        try (SinkHarness sink =
                table.sink("two", UPSERT, StartPolicy.REFUSE).resume(checkpoints.get(0))) {
            sink.write("x", 6);
            own = sink.snapshot(6);
        }
        try (SinkHarness sink = table.sink("two", UPSERT, StartPolicy.REFUSE).resume(own)) {
            commit(sink, 7, "y");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7", "x|6", "y|7");
    }

    /**
     * The older run has replaced rows by older ones, which the newer checkpoint takes for written.
     * Seen red without the note of where an upsert's run began: the third run started.
     */
    @Test
    void anUpsertTableThatWasWrittenOverIsNotTheNewerCheckpointsAnyMore() throws Exception {
        Checkpoint older;
        Checkpoint newer;
        try (SinkHarness sink = table.sink("one", UPSERT, StartPolicy.REFUSE).start()) {
            older = commit(sink, 1, "a");
            commit(sink, 2, "a");
            newer = commit(sink, 3, "a");
        }
        Checkpoint since;
        try (SinkHarness sink = table.sink("two", UPSERT, StartPolicy.REFUSE).resume(older)) {
            sink.write("a", 2);
            since = sink.snapshot(9);
            sink.complete(9);
        }
        assertThatThrownBy(
                        () -> table.sink("three", UPSERT, StartPolicy.REFUSE).resume(newer).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has gone on from checkpoint 1");
        table.sink("four", UPSERT, StartPolicy.REFUSE).resume(since).close();
        assertThat(table.rows()).containsExactly("a|2");
    }

    @Test
    void whatAnotherRunHasCommittedIsNotCalledThisRuns() throws Exception {
        Checkpoint fork = table.threeCheckpoints(APPEND).get(2);
        try (SinkHarness sink = table.sink("two", APPEND, StartPolicy.REFUSE).resume(fork)) {
            commit(sink, 8, "d");
        }
        assertThatThrownBy(() -> table.sink(APPEND, StartPolicy.REFUSE).resume(fork).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("table t is ahead: it has checkpoint 8")
                .hasMessageContaining("it would write 1 rows a second time");
    }
}
