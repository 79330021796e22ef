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
 * Row 6 of the failure matrix: an attempt that Flink had given up starts when its successor writes.
 * Each was seen red, on both databases, before a run could tell the rows of its own.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class LateStartRecoveryITCase {
    @Parameter DatabaseKind kind;

    private CheckpointedTable table;

    @BeforeEach
    void createDatabase() throws Exception {
        table = new CheckpointedTable(kind.newDatabase());
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

    /**
     * Before its first checkpoint, when another submission has emptied the table and gone on. Red
     * without the list of former runs: it emptied the newer run's rows.
     */
    @Test
    void aRestartOfAnOlderRunEmptiesNothingOfANewerOne() throws Exception {
        try (SinkHarness older = table.sink("one", APPEND, StartPolicy.EMPTY).start();
                SinkHarness between = table.sink("two", APPEND, StartPolicy.EMPTY).start();
                SinkHarness newer = table.sink("three", APPEND, StartPolicy.EMPTY).start()) {
            commit(newer, 1, "a");
            for (String late : List.of("one", "two")) {
                assertThatThrownBy(
                                () -> table.sink(late, APPEND, StartPolicy.EMPTY).start().close())
                        .isInstanceOf(SinkFailure.class)
                        .hasMessageContaining("went over to another run of job");
            }
            commit(newer, 2, "b");
            older.write("old", 1);
            older.snapshot(1);
            assertThatThrownBy(() -> older.complete(1)).isInstanceOf(Exception.class);
            assertThat(between).isNotNull();
        }
        assertThat(table.rows()).containsExactly("a|1", "b|2");
        try (SinkHarness next = table.sink("four", APPEND, StartPolicy.EMPTY).start()) {
            commit(next, 1, "c");
        }
        assertThat(table.rows()).containsExactly("c|1");
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
     * A run that was submitted with leave to remove rows, and a run that has gone on from it. Seen
     * red on both databases while a restart of the first one, which comes only then, had that leave
     * too: it removed "b".
     */
    @Test
    void aRestartRemovesNothingOfARunThatBeganSince() throws Exception {
        Checkpoint fork;
        try (SinkHarness sink = table.sink("one", APPEND, StartPolicy.REWIND).start()) {
            fork = commit(sink, 5, "a");
        }
        try (SinkHarness sink = table.sink("two", APPEND, StartPolicy.REFUSE).resume(fork)) {
            commit(sink, 6, "b");
            assertRemovesNothing(table.sink("one", APPEND, StartPolicy.REWIND), fork);
            commit(sink, 7, "c");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /** The first one was only about to begin. Seen red likewise: it removed "d". */
    @Test
    void norDoesOneThatHasNoCheckpointOfItsOwnYet() throws Exception {
        Checkpoint older = table.threeCheckpoints(APPEND).get(0);
        table.sink("two", APPEND, StartPolicy.REWIND).resume(older).close();
        try (SinkHarness sink = table.sink("three", APPEND, StartPolicy.REFUSE).resume(older)) {
            // Which notes its beginning anew, with nothing to remove.
            table.sink("two", APPEND, StartPolicy.REWIND).resume(older).close();
            assertThatThrownBy(() -> commit(sink, 6, "lost")).hasStackTraceContaining("taken over");
        }
        try (SinkHarness sink = table.sink("three", APPEND, StartPolicy.REFUSE).resume(older)) {
            commit(sink, 6, "d");
            assertRemovesNothing(table.sink("two", APPEND, StartPolicy.REWIND), older);
        }
        assertThat(table.rows()).containsExactly("a|5", "d|6");
        table.sink("four", APPEND, StartPolicy.REWIND).resume(older).close();
        assertThat(table.rows()).containsExactly("a|5");
    }

    private static void assertRemovesNothing(SinkHarness late, Checkpoint restored) {
        assertThatThrownBy(() -> late.resume(restored).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("only a new submission removes rows");
    }
}
