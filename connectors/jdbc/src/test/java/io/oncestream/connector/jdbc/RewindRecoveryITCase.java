package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.CheckpointedTable.APPEND;
import static io.oncestream.connector.jdbc.CheckpointedTable.UPSERT;
import static io.oncestream.connector.jdbc.CheckpointedTable.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 10 of the failure matrix, checkpoint by checkpoint: an older checkpoint is resumed. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class RewindRecoveryITCase {
    @Parameter DatabaseKind kind;

    private TestDatabase database;
    private CheckpointedTable table;

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
        table = new CheckpointedTable(database);
    }

    @Test
    void theRowsOfAnAppendTableTellTheirCheckpoint() throws Exception {
        table.threeCheckpoints(APPEND);
        assertThat(database.query("SELECT key, value, _tx FROM t ORDER BY key"))
                .containsExactly("a|5|5", "b|6|6", "c|7|7");
    }

    /** Red with the guard off: it started. */
    @Test
    void anAppendTableThatIsAheadIsRefused() throws Exception {
        Checkpoint older = table.threeCheckpoints(APPEND).get(0);
        for (StartPolicy policy : List.of(StartPolicy.REFUSE, StartPolicy.EMPTY)) {
            assertThatThrownBy(() -> table.sink("two", APPEND, policy).resume(older).close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("table t is ahead: it has checkpoint 7, committed 2")
                    .hasMessageContaining("resumes from 5; it would write 2 rows a second time")
                    .hasMessageContaining("--allow-rewind")
                    .hasMessageContaining("--table");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /** Red with the guard off: b and c were still there. */
    @Test
    void whenAllowedTheTableIsThatOfARunWithoutTheRewind() throws Exception {
        Checkpoint older = table.threeCheckpoints(APPEND).get(0);
        try (SinkHarness sink = table.sink("two", APPEND, StartPolicy.REWIND).resume(older)) {
            assertThat(table.rows()).containsExactly("a|5");
            table.assertLedgerCounts(1);
            commit(sink, 6, "b");
            commit(sink, 7, "c");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
        table.assertLedgerCounts(3);
    }

    /** A start from the last checkpoint, again and again, is no rewind. */
    @Test
    void whatIsNotAheadNeedsNoPermission() throws Exception {
        Checkpoint last = table.threeCheckpoints(APPEND).get(2);
        for (int start = 0; start < 2; start++) {
            table.sink(APPEND, StartPolicy.REFUSE).resume(last).close();
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
    }

    @Test
    void aTableWhoseRowsDoNotTellTheirCheckpointIsRefusedEvenWhenAllowed() throws Exception {
        database.execute("CREATE TABLE t (key text, value bigint)");
        Checkpoint older = table.threeCheckpoints(APPEND).get(0);
        assertThatThrownBy(
                        () -> table.sink("two", APPEND, StartPolicy.REWIND).resume(older).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("table t is ahead: it has checkpoint 7")
                .hasMessageContaining("has no column _tx");
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /** Red without the exception for upserts in Marker: "it follows checkpoint 0". */
    @Test
    void anUpsertTableConverges() throws Exception {
        Checkpoint older = table.threeCheckpoints(UPSERT).get(0);
        try (SinkHarness sink = table.sink(UPSERT, StartPolicy.REFUSE).resume(older)) {
            commit(sink, 6, "b");
            commit(sink, 7, "c");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /** Red as an upsert table, which is written over: who has read it has acted on what it had. */
    @Test
    void aReplicaDoesNotGoBack() throws Exception {
        TableMapping<Entry> replica = SinkHarness.replica("t");
        Checkpoint older = table.threeCheckpoints(replica).get(0);
        assertThatThrownBy(() -> table.sink(replica, StartPolicy.REFUSE).resume(older).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("table t is ahead: this very run has committed checkpoint 7")
                .hasMessageContaining("resume from it");
        assertThatThrownBy(
                        () -> table.sink("two", replica, StartPolicy.REWIND).resume(older).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("table t is ahead: it has checkpoint 7");
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /** Another sink of the job may have refused. */
    @Test
    void anUpsertTableThatWasNotWrittenOverYetGoesOnFromItsLastCheckpoint() throws Exception {
        List<Checkpoint> checkpoints = table.threeCheckpoints(UPSERT);
        table.sink(UPSERT, StartPolicy.REFUSE).resume(checkpoints.get(0)).close();
        try (SinkHarness sink = table.sink(UPSERT, StartPolicy.REFUSE).resume(checkpoints.get(2))) {
            commit(sink, 8, "d");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7", "d|8");
    }

    /** The job may fail between the start that rewinds and its first checkpoint. */
    @Test
    void aRewindThatIsBrokenOffIsGoneOnWith() throws Exception {
        Checkpoint older = table.threeCheckpoints(APPEND).get(0);
        table.sink("two", APPEND, StartPolicy.REWIND).resume(older).close();
        try (SinkHarness sink = table.sink("three", APPEND, StartPolicy.REFUSE).resume(older)) {
            commit(sink, 6, "b");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6");
        table.assertLedgerCounts(2);
    }

    /** Which is a way out of a refusal: the table that is ahead stays as it is. */
    @Test
    void anOlderCheckpointMayGoOnInAnotherTable() throws Exception {
        Checkpoint older = table.threeCheckpoints(APPEND).get(0);
        try (SinkHarness sink =
                table.sink(SinkHarness.append("elsewhere"), StartPolicy.REFUSE).resume(older)) {
            commit(sink, 6, "b");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
        assertThat(database.query("SELECT key FROM elsewhere")).containsExactly("b");
    }

    /** As the refusal of a table without it invites to. Red with the guard off: it started. */
    @Test
    void rowsFromBeforeTheColumnWasAddedCannotBeRemovedEither() throws Exception {
        database.execute("CREATE TABLE t (key text, value bigint)");
        Checkpoint older = table.threeCheckpoints(APPEND).get(0);
        database.execute("ALTER TABLE t ADD _tx bigint");
        assertThatThrownBy(
                        () -> table.sink("two", APPEND, StartPolicy.REWIND).resume(older).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("table t is ahead: it has checkpoint 7")
                .hasMessageContaining("some have no value in column _tx");
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /**
     * The other way round: this history has written its later rows to the other table. Red with the
     * guard off: it started.
     */
    @Test
    void whatWasGoneOnWithElsewhereComesBackOnlyToATableWithoutThoseRows() throws Exception {
        List<Checkpoint> checkpoints = table.threeCheckpoints(APPEND);
        for (Checkpoint fork : List.of(checkpoints.get(0), checkpoints.get(2))) {
            Checkpoint elsewhere;
            TableMapping<Entry> other = SinkHarness.append("elsewhere" + fork.id());
            try (SinkHarness sink = table.sink("two", other, StartPolicy.REFUSE).resume(fork)) {
                elsewhere = commit(sink, 9, "d");
            }
            if (fork.id() == 7) {
                table.sink("three", APPEND, StartPolicy.REFUSE).resume(elsewhere).close();
                continue;
            }
            for (StartPolicy policy : List.of(StartPolicy.REFUSE, StartPolicy.REWIND)) {
                assertThatThrownBy(
                                () -> table.sink("three", APPEND, policy).resume(elsewhere).close())
                        .isInstanceOf(SinkFailure.class)
                        .hasMessageContaining("table t has rows of checkpoints after 5")
                        .hasMessageContaining("this job has written them to table elsewhere5");
            }
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
    }
}
