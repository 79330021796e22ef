package io.oncestream.connector.jdbc;

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
    private static final TableMapping<Entry> APPEND = SinkHarness.append("t");
    private static final TableMapping<Entry> UPSERT = SinkHarness.upsert("t");

    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
    }

    private SinkHarness sink(TableMapping<Entry> mapping, StartPolicy policy) throws Exception {
        return sink("one", mapping, policy, 0, 1);
    }

    private SinkHarness sink(
            String job,
            TableMapping<Entry> mapping,
            StartPolicy policy,
            int subtask,
            int parallelism)
            throws Exception {
        return new SinkHarness(
                SinkHarness.job(job),
                SinkHarness.options(database.address(), policy, FailurePoint.NONE),
                mapping,
                subtask,
                parallelism);
    }

    private static Checkpoint commit(SinkHarness sink, long checkpointId, String key)
            throws Exception {
        sink.write(key, checkpointId);
        Checkpoint checkpoint = sink.snapshot(checkpointId);
        sink.complete(checkpointId);
        return checkpoint;
    }

    /** Writes a, b and c in the checkpoints 5, 6 and 7; returns these. */
    private List<Checkpoint> threeCheckpoints(TableMapping<Entry> mapping) throws Exception {
        try (SinkHarness sink = sink(mapping, StartPolicy.REFUSE).start()) {
            return List.of(commit(sink, 5, "a"), commit(sink, 6, "b"), commit(sink, 7, "c"));
        }
    }

    private List<String> rows() throws Exception {
        return database.query("SELECT key, value FROM t ORDER BY key");
    }

    private void assertLedgerCounts(long rows) throws Exception {
        assertThat(database.queryLong("SELECT sum(row_count) FROM oncestream_transactions"))
                .isEqualTo(rows);
    }

    @Test
    void theRowsOfAnAppendTableTellTheirCheckpoint() throws Exception {
        threeCheckpoints(APPEND);
        assertThat(database.query("SELECT key, value, _tx FROM t ORDER BY key"))
                .containsExactly("a|5|5", "b|6|6", "c|7|7");
    }

    /** Red with the guard off: it started. */
    @Test
    void anAppendTableThatIsAheadIsRefused() throws Exception {
        Checkpoint older = threeCheckpoints(APPEND).get(0);
        for (StartPolicy policy : List.of(StartPolicy.REFUSE, StartPolicy.EMPTY)) {
            assertThatThrownBy(() -> sink(APPEND, policy).resume(older).close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("table t is ahead: it has checkpoint 7, committed 2")
                    .hasMessageContaining("resumes from 5; it would write 2 rows a second time")
                    .hasMessageContaining("--allow-rewind")
                    .hasMessageContaining("--table");
        }
        assertThat(rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /** Red with the guard off: b and c were still there. */
    @Test
    void whenAllowedTheTableIsThatOfARunWithoutTheRewind() throws Exception {
        Checkpoint older = threeCheckpoints(APPEND).get(0);
        try (SinkHarness sink = sink(APPEND, StartPolicy.REWIND).resume(older)) {
            assertThat(rows()).containsExactly("a|5");
            assertLedgerCounts(1);
            commit(sink, 6, "b");
            commit(sink, 7, "c");
        }
        assertThat(rows()).containsExactly("a|5", "b|6", "c|7");
        assertLedgerCounts(3);
    }

    /** A start from the last checkpoint, again and again, is no rewind. */
    @Test
    void whatIsNotAheadNeedsNoPermission() throws Exception {
        Checkpoint last = threeCheckpoints(APPEND).get(2);
        for (int start = 0; start < 2; start++) {
            sink(APPEND, StartPolicy.REFUSE).resume(last).close();
        }
        assertThat(rows()).containsExactly("a|5", "b|6", "c|7");
    }

    @Test
    void aTableWhoseRowsDoNotTellTheirCheckpointIsRefusedEvenWhenAllowed() throws Exception {
        database.execute("CREATE TABLE t (key text, value bigint)");
        Checkpoint older = threeCheckpoints(APPEND).get(0);
        assertThatThrownBy(() -> sink(APPEND, StartPolicy.REWIND).resume(older).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("table t is ahead: it has checkpoint 7")
                .hasMessageContaining("has no column _tx");
        assertThat(rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /** Red without the exception for upserts in Marker: "it follows checkpoint 0". */
    @Test
    void anUpsertTableConverges() throws Exception {
        Checkpoint older = threeCheckpoints(UPSERT).get(0);
        try (SinkHarness sink = sink(UPSERT, StartPolicy.REFUSE).resume(older)) {
            commit(sink, 6, "b");
            commit(sink, 7, "c");
        }
        assertThat(rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /** Another sink of the job may have refused. */
    @Test
    void anUpsertTableThatWasNotWrittenOverYetGoesOnFromItsLastCheckpoint() throws Exception {
        List<Checkpoint> checkpoints = threeCheckpoints(UPSERT);
        sink(UPSERT, StartPolicy.REFUSE).resume(checkpoints.get(0)).close();
        try (SinkHarness sink = sink(UPSERT, StartPolicy.REFUSE).resume(checkpoints.get(2))) {
            commit(sink, 8, "d");
        }
        assertThat(rows()).containsExactly("a|5", "b|6", "c|7", "d|8");
    }

    /**
     * One instance sets the table back for all, and a zombie of the other commits before that one's
     * own start. Red with the removal in the first start only: "zombie" stayed.
     */
    @Test
    void whatAZombieCommitsBetweenTheStartsIsRemovedToo() throws Exception {
        Checkpoint first;
        Checkpoint second;
        try (SinkHarness one = sink("one", APPEND, StartPolicy.REFUSE, 0, 2).start();
                SinkHarness zombie = sink("one", APPEND, StartPolicy.REFUSE, 1, 2).start()) {
            first = commit(one, 5, "a");
            second = commit(zombie, 5, "b");
            commit(one, 6, "c");
            try (SinkHarness oneAgain =
                    sink("two", APPEND, StartPolicy.REWIND, 0, 2).resume(first)) {
                assertThat(rows()).containsExactly("a|5", "b|5");
                commit(zombie, 6, "zombie");
                try (SinkHarness other =
                        sink("two", APPEND, StartPolicy.REWIND, 1, 2).resume(second)) {
                    assertThat(rows()).containsExactly("a|5", "b|5");
                    commit(oneAgain, 6, "c");
                    Checkpoint newer = commit(other, 6, "d");
                    sink("two", APPEND, StartPolicy.REFUSE, 1, 2).resume(newer).close();
                }
            }
        }
        assertThat(rows()).containsExactly("a|5", "b|5", "c|6", "d|6");
        assertLedgerCounts(4);
    }

    /** Red without the note of the rewind: it started, without b and c. */
    @Test
    void thereIsNoWayBackToACheckpointWhoseRowsAreGone() throws Exception {
        List<Checkpoint> checkpoints = threeCheckpoints(APPEND);
        Checkpoint since;
        try (SinkHarness sink =
                sink("two", APPEND, StartPolicy.REWIND, 0, 1).resume(checkpoints.get(0))) {
            since = commit(sink, 6, "d");
        }
        for (Checkpoint gone : checkpoints.subList(1, 3)) {
            assertThatThrownBy(
                            () ->
                                    sink("three", APPEND, StartPolicy.REFUSE, 0, 1)
                                            .resume(gone)
                                            .close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("has gone on from checkpoint 5")
                    .hasMessageContaining("Resume from a checkpoint up to that one");
        }
        sink("three", APPEND, StartPolicy.REFUSE, 0, 1).resume(since).close();
        sink("four", APPEND, StartPolicy.REWIND, 0, 1).resume(checkpoints.get(0)).close();
        assertThat(rows()).containsExactly("a|5");
    }

    /** The job may fail between the start that rewinds and its first checkpoint. */
    @Test
    void aRewindThatIsBrokenOffIsGoneOnWith() throws Exception {
        Checkpoint older = threeCheckpoints(APPEND).get(0);
        sink("two", APPEND, StartPolicy.REWIND, 0, 1).resume(older).close();
        try (SinkHarness sink = sink("three", APPEND, StartPolicy.REFUSE, 0, 1).resume(older)) {
            commit(sink, 6, "b");
        }
        assertThat(rows()).containsExactly("a|5", "b|6");
        assertLedgerCounts(2);
    }

    /** Seen red without the note of where the third run began: the fourth started. */
    @Test
    void twoBranchesFromOneSavepointDoNotBothWriteTheirRows() throws Exception {
        Checkpoint fork = threeCheckpoints(APPEND).get(2);
        Checkpoint other;
        try (SinkHarness sink = sink("two", APPEND, StartPolicy.REFUSE, 0, 1).resume(fork)) {
            other = sink.snapshot(22);
        }
        try (SinkHarness sink = sink("three", APPEND, StartPolicy.REFUSE, 0, 1).resume(fork)) {
            commit(sink, 8, "d");
        }
        for (StartPolicy policy : List.of(StartPolicy.REFUSE, StartPolicy.REWIND)) {
            assertThatThrownBy(() -> sink("four", APPEND, policy, 0, 1).resume(other).close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("cannot go on from checkpoint 22")
                    .hasMessageContaining("has gone on from checkpoint 7");
        }
        assertThat(rows()).containsExactly("a|5", "b|6", "c|7", "d|8");
    }

    /** Such as one that was resumed by mistake. */
    @Test
    void aBranchThatWroteNothingKeepsNobodyFromGoingOn() throws Exception {
        Checkpoint fork = threeCheckpoints(APPEND).get(2);
        Checkpoint other;
        try (SinkHarness sink = sink("two", APPEND, StartPolicy.REFUSE, 0, 1).resume(fork)) {
            other = sink.snapshot(22);
        }
        sink("three", APPEND, StartPolicy.REFUSE, 0, 1).resume(fork).close();
        try (SinkHarness sink = sink("four", APPEND, StartPolicy.REFUSE, 0, 1).resume(other)) {
            commit(sink, 23, "d");
        }
        assertThat(rows()).containsExactly("a|5", "b|6", "c|7", "d|23");
    }

    /** Seen red without the comparison: a start in an empty database went well, without a word. */
    @Test
    void aDatabaseThatIsOlderThanTheStateIsRefused() throws Exception {
        Checkpoint last = threeCheckpoints(APPEND).get(2);
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

    /** Which is a way out of a refusal: the table that is ahead stays as it is. */
    @Test
    void anOlderCheckpointMayGoOnInAnotherTable() throws Exception {
        Checkpoint older = threeCheckpoints(APPEND).get(0);
        try (SinkHarness sink =
                sink(SinkHarness.append("elsewhere"), StartPolicy.REFUSE).resume(older)) {
            commit(sink, 6, "b");
        }
        assertThat(rows()).containsExactly("a|5", "b|6", "c|7");
        assertThat(database.query("SELECT key FROM elsewhere")).containsExactly("b");
    }
}
