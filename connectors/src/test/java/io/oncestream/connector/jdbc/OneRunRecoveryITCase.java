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

/**
 * What one run does to its own table: attempts that Flink had given up and that start late, a
 * savepoint that Flink does not restore by itself, and runs that have one job id (high availability
 * in application mode). All were seen red, on both databases, before a run was told by more than
 * its job id.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class OneRunRecoveryITCase {
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

    /** A restart brings its successor back, which then fences it. */
    @Test
    void anAttemptThatStartsLateFailsItsSuccessorInAWayThatFlinkRestarts() throws Exception {
        Checkpoint checkpoint;
        try (SinkHarness sink = table.sink(UPSERT, StartPolicy.REFUSE).start()) {
            checkpoint = commit(sink, 5, "a");
        }
        Checkpoint last;
        try (SinkHarness successor = table.sink(UPSERT, StartPolicy.REFUSE).resume(checkpoint);
                SinkHarness late = table.sink(UPSERT, StartPolicy.REFUSE).resume(checkpoint)) {
            successor.write("b", 6);
            last = successor.snapshot(6);
            assertThatThrownBy(() -> successor.complete(6))
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another attempt of this job started");
            try (SinkHarness restarted = table.sink(UPSERT, StartPolicy.REFUSE).resume(last)) {
                late.write("late", 6);
                late.snapshot(6);
                assertThatThrownBy(() -> late.complete(6)).hasStackTraceContaining("epoch 4");
                commit(restarted, 7, "c");
            }
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /** Red with the job's id in the place of the run: it emptied the table. */
    @Test
    void anAttemptThatStartsLateEmptiesNothing() throws Exception {
        try (SinkHarness successor = table.sink(APPEND, StartPolicy.EMPTY).start()) {
            commit(successor, 1, "a");
            assertThatThrownBy(() -> table.sink(APPEND, StartPolicy.EMPTY).start().close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("rows that this very run has committed");
            commit(successor, 2, "b");
        }
        assertThat(table.rows()).containsExactly("a|1", "b|2");
    }

    /** Before its run's first checkpoint, and behind it. Red without the guard: it did. */
    @Test
    void anAttemptThatStartsLateRemovesNothing() throws Exception {
        Checkpoint older = table.threeCheckpoints(APPEND).get(0);
        try (SinkHarness successor = table.sink("two", APPEND, StartPolicy.REWIND).resume(older)) {
            Checkpoint first = commit(successor, 6, "d");
            commit(successor, 7, "e");
            for (Checkpoint restored : List.of(older, first)) {
                assertThatThrownBy(
                                () ->
                                        table.sink("two", APPEND, StartPolicy.REWIND)
                                                .resume(restored)
                                                .close())
                        .isInstanceOf(SinkFailure.class)
                        .hasMessageContaining("this very run has committed checkpoint 7");
            }
            commit(successor, 8, "f");
        }
        assertThat(table.rows()).containsExactly("a|5", "d|6", "e|7", "f|8");
    }

    /**
     * The JobManager dies when a stop's savepoint is complete and committed, and the next one
     * restores the checkpoint before it.
     */
    @Test
    void aSavepointThatFlinkDoesNotRestoreIsNamedWhereItsRowsAreThere() throws Exception {
        List<Checkpoint> checkpoints = table.threeCheckpoints(APPEND);
        for (StartPolicy policy : List.of(StartPolicy.REFUSE, StartPolicy.REWIND)) {
            assertThatThrownBy(() -> table.sink(APPEND, policy).resume(checkpoints.get(1)).close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("being stopped")
                    .hasMessageContaining("--allow-rewind");
        }
        table.sink("two", APPEND, StartPolicy.REFUSE).resume(checkpoints.get(2)).close();
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /** Red where a run that goes on noted nothing: it started, and "z" was never written. */
    @Test
    void theSameOfAnUpsertTableIsAnotherBranch() throws Exception {
        Checkpoint last;
        Checkpoint savepoint;
        try (SinkHarness sink = table.sink(UPSERT, StartPolicy.REFUSE).start()) {
            last = commit(sink, 5, "a");
            sink.write("z", 6);
            savepoint = sink.snapshot(6);
            sink.complete(6);
        }
        try (SinkHarness sink = table.sink(UPSERT, StartPolicy.REFUSE).resume(last)) {
            commit(sink, 7, "b");
        }
        assertThatThrownBy(
                        () ->
                                table.sink("two", UPSERT, StartPolicy.REFUSE)
                                        .resume(savepoint)
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has gone on from checkpoint 5");
    }

    /**
     * The savepoint is complete, but was not committed when its run failed and was set back to the
     * checkpoint before it. Red without the note of the gap: its row was left out, for a later
     * checkpoint had been committed.
     */
    @Test
    void aSavepointThatWasPassedByIsNotTakenForWritten() throws Exception {
        for (TableMapping<SinkHarness.Entry> mapping : List.of(APPEND, SinkHarness.upsert("u"))) {
            Checkpoint last;
            Checkpoint savepoint;
            try (SinkHarness sink = table.sink(mapping, StartPolicy.REFUSE).start()) {
                last = commit(sink, 5, "a");
                sink.write("z", 6);
                savepoint = sink.snapshot(6);
            }
            Checkpoint since;
            try (SinkHarness sink = table.sink(mapping, StartPolicy.REFUSE).resume(last)) {
                since = commit(sink, 7, "b");
            }
            for (StartPolicy policy : List.of(StartPolicy.REFUSE, StartPolicy.REWIND)) {
                assertThatThrownBy(
                                () -> table.sink("two", mapping, policy).resume(savepoint).close())
                        .isInstanceOf(SinkFailure.class)
                        .hasMessageContaining("has gone on from checkpoint 5");
            }
            try (SinkHarness sink = table.sink("two", mapping, StartPolicy.REFUSE).resume(since)) {
                commit(sink, 8, "c");
            }
        }
        assertThat(table.rows()).containsExactly("a|5", "b|7", "c|8");
    }

    /**
     * The start that left the savepoint out had no rows, or its next one committed them. Red
     * without the gap in the state: it started, and "z" was never written.
     */
    @Test
    void alsoWhereTheNextStartHasCommittedSince() throws Exception {
        for (String key : List.of("z", "")) {
            TableMapping<SinkHarness.Entry> mapping = SinkHarness.append("t" + key);
            Checkpoint last;
            Checkpoint savepoint;
            Checkpoint complete;
            try (SinkHarness sink = table.sink(mapping, StartPolicy.REFUSE).start()) {
                last = commit(sink, 5, "a");
                sink.write("z", 6);
                savepoint = sink.snapshot(6);
            }
            try (SinkHarness sink = table.sink(mapping, StartPolicy.REFUSE).resume(last)) {
                if (!key.isEmpty()) {
                    sink.write(key, 7);
                }
                complete = sink.snapshot(7);
            }
            try (SinkHarness sink = table.sink(mapping, StartPolicy.REFUSE).resume(complete)) {
                commit(sink, 8, "b");
            }
            assertThatThrownBy(
                            () ->
                                    table.sink("two", mapping, StartPolicy.REWIND)
                                            .resume(savepoint)
                                            .close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("has gone on from checkpoint 5");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|8");
    }

    /**
     * The savepoint's last commit comes between the starts of two instances. Red where the second
     * one began a branch: the first was refused at its next restart.
     */
    @Test
    void aCommitBetweenTheStartsOfTwoInstancesSplitsNoRun() throws Exception {
        Checkpoint first;
        Checkpoint second;
        Checkpoint last;
        try (SinkHarness zombie = table.instance(1, 2, "one", UPSERT, StartPolicy.REFUSE).start()) {
            try (SinkHarness one =
                    table.instance(0, 2, "one", UPSERT, StartPolicy.REFUSE).start()) {
                first = commit(one, 5, "a");
                second = commit(zombie, 5, "b");
                one.snapshot(6);
                zombie.write("z", 6);
                zombie.snapshot(6);
            }
            try (SinkHarness one =
                    table.instance(0, 2, "one", UPSERT, StartPolicy.REFUSE).resume(first)) {
                zombie.complete(6);
                try (SinkHarness two =
                        table.instance(1, 2, "one", UPSERT, StartPolicy.REFUSE).resume(second)) {
                    last = commit(one, 7, "c");
                    commit(two, 7, "d");
                }
            }
        }
        table.instance(0, 2, "one", UPSERT, StartPolicy.REFUSE).resume(last).close();
        assertThat(table.rows()).containsExactly("a|5", "b|5", "c|7", "d|7", "z|6");
    }

    /** Two instances, of which only the other one has committed since. */
    @Test
    void alsoWhereOnlyASiblingHasCommittedSince() throws Exception {
        Checkpoint first;
        Checkpoint second;
        Checkpoint savepoint;
        try (SinkHarness one = table.instance(0, 2, "one", APPEND, StartPolicy.REFUSE).start();
                SinkHarness two = table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).start()) {
            first = commit(one, 5, "a");
            second = commit(two, 5, "b");
            one.write("c", 6);
            savepoint = one.snapshot(6);
        }
        try (SinkHarness one =
                        table.instance(0, 2, "one", APPEND, StartPolicy.REFUSE).resume(first);
                SinkHarness two =
                        table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).resume(second)) {
            one.snapshot(7);
            commit(two, 7, "d");
        }
        assertThatThrownBy(
                        () ->
                                table.instance(0, 2, "two", APPEND, StartPolicy.REWIND)
                                        .resume(savepoint)
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has gone on from checkpoint 5");
        assertThat(table.rows()).containsExactly("a|5", "b|5", "d|7");
    }

    /** Such as those of an outbox. */
    @Test
    void rowsThatSomebodyHasDeletedAreNotMissed() throws Exception {
        List<Checkpoint> checkpoints = table.threeCheckpoints(APPEND);
        try (SinkHarness sink = table.sink(APPEND, StartPolicy.REFUSE).resume(checkpoints.get(2))) {
            commit(sink, 8, "d");
        }
        table.database().execute("DELETE FROM t WHERE _tx < 7");
        table.sink("two", APPEND, StartPolicy.REWIND).resume(checkpoints.get(1)).close();
        assertThat(table.rows()).isEmpty();
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
