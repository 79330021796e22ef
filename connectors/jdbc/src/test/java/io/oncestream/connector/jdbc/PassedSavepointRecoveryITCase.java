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
 * Row 12 of the failure matrix: Flink never restores a savepoint by itself, also not one with which
 * a job was being stopped, so a run may go past it. Each was seen red on both databases.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class PassedSavepointRecoveryITCase {
    @Parameter DatabaseKind kind;

    private CheckpointedTable table;

    @BeforeEach
    void createDatabase() throws Exception {
        table = new CheckpointedTable(kind.newDatabase());
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
}
