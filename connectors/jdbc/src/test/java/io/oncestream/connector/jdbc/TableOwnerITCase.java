package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may write a table that has rows: this run, another one, or nobody. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class TableOwnerITCase {
    @Parameter DatabaseKind kind;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
    }

    private SinkHarness sink(String job, StartPolicy startPolicy, TableMapping<Entry> mapping)
            throws Exception {
        return SinkHarness.of(database.address(), job, startPolicy, mapping);
    }

    private Checkpoint run(String job, StartPolicy startPolicy, String key) throws Exception {
        try (SinkHarness sink = sink(job, startPolicy, SinkHarness.upsert("t")).start()) {
            sink.write(key, 1);
            Checkpoint state = sink.snapshot(1);
            sink.complete(1);
            return state;
        }
    }

    @Test
    void rowsThatNoJobWroteAreNeverTouched() throws Exception {
        database.execute("CREATE TABLE t (key text PRIMARY KEY, value bigint)");
        database.execute("INSERT INTO t VALUES ('mine', 7)");
        for (StartPolicy startPolicy : StartPolicy.values()) {
            assertThatThrownBy(() -> run("one", startPolicy, "a"))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("holds rows that no oncestream job wrote");
        }
        assertThat(database.query("SELECT * FROM t")).containsExactly("mine|7");
    }

    @Test
    void aSecondRunIsRefusedAndToldTheWaysOut() throws Exception {
        run("one", StartPolicy.REFUSE, "a");
        assertThatThrownBy(() -> run("two", StartPolicy.REFUSE, "b"))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("--resume PATH")
                .hasMessageContaining("--fresh")
                .hasMessageContaining("--table");
        assertThat(database.query("SELECT key FROM t")).containsExactly("a");
    }

    @Test
    void aFreshRunEmptiesTheTableAndTheEarlierRunCanCommitNoMore() throws Exception {
        try (SinkHarness earlier =
                sink("one", StartPolicy.REFUSE, SinkHarness.upsert("t")).start()) {
            earlier.write("a", 1);
            earlier.snapshot(1);
            run("two", StartPolicy.EMPTY, "b");
            assertThatThrownBy(() -> earlier.complete(1))
                    .hasStackTraceContaining("another run has taken the table over");
        }
        assertThat(database.query("SELECT key FROM t")).containsExactly("b");
    }

    @Test
    void aFreshRunLeavesTheTableOfAnotherJobAlone() throws Exception {
        run("one", StartPolicy.REFUSE, "a");
        database.execute("UPDATE oncestream_sinks SET job = 'transfers'");
        assertThatThrownBy(() -> run("two", StartPolicy.EMPTY, "b"))
                .hasMessageContaining("belongs to job transfers");
        assertThat(database.query("SELECT key FROM t")).containsExactly("a");
    }

    @Test
    void aResumedRunKeepsItsLineageUnderItsNewJobId() throws Exception {
        Checkpoint state = run("one", StartPolicy.REFUSE, "a");
        try (SinkHarness resumed =
                sink("two", StartPolicy.REFUSE, SinkHarness.upsert("t")).resume(state)) {
            resumed.write("b", 2);
            resumed.snapshot(2);
            resumed.complete(2);
        }
        assertThat(database.query("SELECT lineage, job_id FROM oncestream_sinks"))
                .containsExactly(SinkHarness.job("one") + "|" + SinkHarness.job("two"));
        assertThat(database.query("SELECT key FROM t ORDER BY key")).containsExactly("a", "b");
        assertThat(
                        database.query(
                                "SELECT fence, epoch, checkpoint_id, row_count"
                                        + " FROM oncestream_transactions"))
                .containsExactly("2|2|2|2");
    }

    /**
     * A job id can come back: each deployment in application mode with high availability has the
     * same. Red without the question for committed rows: the row of the earlier run stayed.
     */
    @Test
    void aSecondRunUnderTheSameJobIdIsRefusedAndToldTheWaysOut() throws Exception {
        run("one", StartPolicy.REFUSE, "a");
        assertThatThrownBy(() -> submittedAgain("again", 0, StartPolicy.REFUSE).start().close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("with the same job id, starts without state")
                .hasMessageContaining("--resume PATH")
                .hasMessageContaining("--fresh")
                .hasMessageContaining("--table");
        assertThat(database.query("SELECT key FROM t")).containsExactly("a");
    }

    /**
     * Red with epochs counted from 1 again in the emptied table: the earlier run's transaction took
     * the marker of "other" for its own. Red when each start emptied its own lineage's table: the
     * database did not know the writer of "one".
     */
    @Test
    void aFreshRunUnderTheSameJobIdEmptiesTheTableOnceForAllItsInstances() throws Exception {
        try (SinkHarness earlier = submittedAgain("before", 0, StartPolicy.EMPTY).start()) {
            earlier.write("earlier", 1);
            earlier.snapshot(1);
            run("one", StartPolicy.REFUSE, "a");
            emptying(0).start().close(); // and fails before its first checkpoint
            try (SinkHarness one = emptying(0).start();
                    SinkHarness other = emptying(1).start()) {
                assertThat(database.query("SELECT key FROM t")).isEmpty();
                one.write("one", 1);
                one.snapshot(1);
                other.write("other", 1);
                other.snapshot(1);
                one.complete(1);
                other.complete(1);
            }
            assertThatThrownBy(() -> earlier.complete(1)).hasStackTraceContaining("writes now");
        }
        assertThat(database.query("SELECT key FROM t ORDER BY 1")).containsExactly("one", "other");
    }

    private SinkHarness emptying(int subtask) throws Exception {
        return submittedAgain("again", subtask, StartPolicy.EMPTY);
    }

    private SinkHarness submittedAgain(String run, int subtask, StartPolicy policy)
            throws Exception {
        return new SinkHarness(
                SinkHarness.job("one"),
                run,
                SinkHarness.options(database.address(), policy, FailurePoint.NONE),
                SinkHarness.upsert("t"),
                subtask,
                2);
    }

    @Test
    void aTableBesideTheOneThatTheSameJobIdHasWrittenIsAWayOut() throws Exception {
        run("one", StartPolicy.REFUSE, "a");
        for (int instance = 0; instance < 2; instance++) {
            sink("one", StartPolicy.REFUSE, SinkHarness.upsert("elsewhere")).start().close();
        }
        assertThat(database.query("SELECT key FROM t")).containsExactly("a");
    }

    /** Red when a start with state emptied like one without: the table was empty. */
    @Test
    void whatIsResumedNeverEmptiesATable() throws Exception {
        Checkpoint withoutRows;
        try (SinkHarness sink = emptying(0).start()) {
            withoutRows = sink.snapshot(1);
        }
        run("two", StartPolicy.EMPTY, "b");
        assertThatThrownBy(() -> emptying(0).resume(withoutRows).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("what is resumed empties no table");
        assertThat(database.query("SELECT key FROM t")).containsExactly("b");
    }
}
