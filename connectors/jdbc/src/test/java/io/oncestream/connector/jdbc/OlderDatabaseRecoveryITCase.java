package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.CheckpointedTable.APPEND;
import static io.oncestream.connector.jdbc.CheckpointedTable.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that was put back to an older copy lacks rows that a state takes for committed. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class OlderDatabaseRecoveryITCase {
    @Parameter DatabaseKind kind;

    private CheckpointedTable table;

    @BeforeEach
    void createDatabase() throws Exception {
        table = new CheckpointedTable(kind.newDatabase());
    }

    /** Seen red without the comparison: a start in an empty database went well, without a word. */
    @Test
    void aDatabaseThatIsOlderThanTheStateIsRefused() throws Exception {
        Checkpoint last = table.threeCheckpoints(APPEND).get(2);
        TestDatabase copy = kind.newDatabase();
        assertThatThrownBy(
                        () ->
                                SinkHarness.of(copy.address(), "two", StartPolicy.REFUSE, APPEND)
                                        .resume(last)
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("resumes from start 1 of lineage")
                .hasMessageContaining("this database knows of 0 starts");
    }

    /**
     * A backup, and a checkpoint in which nothing is pending whose predecessor would be missed.
     * Seen red without the comparison with what the state knows: it started.
     */
    @Test
    void aDatabaseThatForgotCommitsIsRefusedAlsoWhereNothingIsPending() throws Exception {
        Checkpoint last = table.threeCheckpoints(APPEND).get(2);
        Checkpoint nothingPending;
        try (SinkHarness sink = table.sink("one", APPEND, StartPolicy.REFUSE).resume(last)) {
            nothingPending = sink.snapshot(8);
        }
        table.sink("two", APPEND, StartPolicy.REFUSE).resume(nothingPending).close();
        table.database().execute("DELETE FROM t WHERE _tx > 5");
        table.database().execute("UPDATE oncestream_transactions SET checkpoint_id = 5");
        assertThatThrownBy(
                        () ->
                                table.sink("three", APPEND, StartPolicy.REFUSE)
                                        .resume(nothingPending)
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("table t lacks rows")
                .hasMessageContaining("had committed checkpoint 7, and the table has checkpoint 5");
    }

    /** Of the version before the history was kept, with a run that was resumed. */
    @Test
    void theTablesOfAnEarlierVersionGetTheirNewColumns() throws Exception {
        Checkpoint fork = table.threeCheckpoints(APPEND).get(2);
        Checkpoint last;
        try (SinkHarness sink = table.sink("two", APPEND, StartPolicy.REFUSE).resume(fork)) {
            last = commit(sink, 8, "d");
        }
        table.database().execute("ALTER TABLE oncestream_sinks DROP COLUMN run");
        for (String column : List.of("run", "from_epoch", "next_checkpoint")) {
            table.database().execute("ALTER TABLE oncestream_rewinds DROP COLUMN " + column);
        }
        table.sink("three", APPEND, StartPolicy.REFUSE).resume(last).close();
        assertThatThrownBy(() -> table.sink("four", APPEND, StartPolicy.REFUSE).start().close())
                .hasMessageContaining("--fresh");
        assertThat(
                        table.database()
                                .query(
                                        "SELECT epoch, from_epoch FROM oncestream_rewinds WHERE"
                                                + " next_checkpoint IS NULL"))
                .containsExactlyInAnyOrder("1|null", "2|null", "3|2");
    }

    /** Where data definitions commit, one of the starts adds a column that the other looked for. */
    @Test
    void startsAtTheSameTimeAddThemOnce() throws Exception {
        Checkpoint last = table.threeCheckpoints(APPEND).get(2);
        table.database().execute("ALTER TABLE oncestream_sinks DROP COLUMN run");
        for (String column : List.of("run", "from_epoch", "next_checkpoint")) {
            table.database().execute("ALTER TABLE oncestream_rewinds DROP COLUMN " + column);
        }
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (int subtask = 0; subtask < 4; subtask++) {
            int index = subtask;
            starts.add(CompletableFuture.runAsync(() -> start(index, last)));
        }
        starts.forEach(CompletableFuture::join);
        assertThat(
                        table.database()
                                .query("SELECT from_epoch FROM oncestream_rewinds WHERE epoch > 1"))
                .containsExactly("1");
    }

    private void start(int subtask, Checkpoint checkpoint) {
        try {
            table.instance(subtask, 4, "two", APPEND, StartPolicy.REFUSE)
                    .resume(checkpoint)
                    .close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
