package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.CheckpointedTable.APPEND;
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

/**
 * Several submissions with one job id, as in application mode with high availability. Each was seen
 * red, on both databases, while a run was told by its job's id.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class SameJobIdRecoveryITCase {
    @Parameter DatabaseKind kind;

    private CheckpointedTable table;

    @BeforeEach
    void createDatabase() throws Exception {
        table = new CheckpointedTable(kind.newDatabase());
    }

    private SinkHarness again(TableMapping<SinkHarness.Entry> mapping, StartPolicy policy)
            throws Exception {
        return table.submitted("again", 0, 1, "one", mapping, policy);
    }

    /** Red where a run that has the same job id was no branch: it started, without "b". */
    @Test
    void aRewindUnderTheSameJobIdIsNoWayBackEither() throws Exception {
        List<Checkpoint> checkpoints = table.threeCheckpoints(APPEND);
        try (SinkHarness sink = again(APPEND, StartPolicy.REWIND).resume(checkpoints.get(0))) {
            commit(sink, 8, "d");
        }
        for (Checkpoint gone : checkpoints.subList(1, 3)) {
            assertThatThrownBy(
                            () ->
                                    table.sink("two", APPEND, StartPolicy.REWIND)
                                            .resume(gone)
                                            .close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("has gone on from checkpoint 5");
        }
        assertThat(table.rows()).containsExactly("a|5", "d|8");
    }

    /** Red with the job's id in the place of the run: it started, and "y" was never written. */
    @Test
    void twoRunsFromOneSavepointUnderTheSameJobIdAreTwoBranches() throws Exception {
        Checkpoint fork = table.threeCheckpoints(APPEND).get(2);
        Checkpoint gone;
        try (SinkHarness sink =
                table.submitted("first", 0, 1, "one", APPEND, StartPolicy.REFUSE).resume(fork)) {
            sink.write("x", 8);
            sink.write("y", 8);
            gone = sink.snapshot(8);
        }
        try (SinkHarness sink = again(APPEND, StartPolicy.REFUSE).resume(fork)) {
            commit(sink, 8, "x");
        }
        assertThatThrownBy(() -> table.sink("two", APPEND, StartPolicy.REFUSE).resume(gone).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has gone on from checkpoint 7");
    }

    /** Red with the job's id in the place of the run: "this very run has committed checkpoint". */
    @Test
    void aSecondRewindUnderTheSameJobIdIsARewindToo() throws Exception {
        Checkpoint older = table.threeCheckpoints(APPEND).get(0);
        for (String run : List.of("first", "second")) {
            try (SinkHarness sink =
                    table.submitted(run, 0, 1, "one", APPEND, StartPolicy.REWIND).resume(older)) {
                commit(sink, 8, run);
            }
        }
        assertThat(table.rows()).containsExactly("a|5", "second|8");
    }

    /** The first one had committed nothing. Red where only that was noted: "z" was left out. */
    @Test
    void aSecondStartWithoutStateUnderTheSameJobIdIsAnotherBranch() throws Exception {
        Checkpoint savepoint;
        try (SinkHarness sink = table.sink(APPEND, StartPolicy.REFUSE).start()) {
            sink.write("a", 5);
            sink.write("z", 5);
            savepoint = sink.snapshot(5);
        }
        try (SinkHarness sink = again(APPEND, StartPolicy.REFUSE).start()) {
            commit(sink, 5, "a");
        }
        assertThatThrownBy(
                        () ->
                                table.sink("two", APPEND, StartPolicy.REWIND)
                                        .resume(savepoint)
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has emptied it on");
    }

    /** Red without the note that it was emptied: it started, among the rows of the other run. */
    @Test
    void aTableThatTheSameJobIdHasEmptiedIsNotTheEarlierRunsAnyMore() throws Exception {
        Checkpoint first;
        try (SinkHarness sink = table.sink(APPEND, StartPolicy.REFUSE).start()) {
            sink.write("a", 5);
            first = sink.snapshot(5);
            sink.complete(5);
        }
        Checkpoint since;
        try (SinkHarness sink = again(APPEND, StartPolicy.EMPTY).start()) {
            commit(sink, 4, "x");
            since = commit(sink, 6, "y");
        }
        for (StartPolicy policy : List.of(StartPolicy.REFUSE, StartPolicy.REWIND)) {
            assertThatThrownBy(() -> table.sink("two", APPEND, policy).resume(first).close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("has emptied it on");
        }
        again(APPEND, StartPolicy.EMPTY).resume(since).close();
        assertThat(table.rows()).containsExactly("x|4", "y|6");
    }
}
