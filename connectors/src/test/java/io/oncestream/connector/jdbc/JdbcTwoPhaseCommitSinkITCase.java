package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the sink makes of tables: creating, checking, refusing, emptying; names and types. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class JdbcTwoPhaseCommitSinkITCase {
    @Parameter DatabaseKind kind;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
    }

    private SinkHarness sink(String job, StartPolicy startPolicy, TableMapping<Entry> mapping)
            throws Exception {
        return sink(job, startPolicy, mapping, 0, 1);
    }

    private SinkHarness sink(
            String job,
            StartPolicy startPolicy,
            TableMapping<Entry> mapping,
            int subtask,
            int parallelism)
            throws Exception {
        SinkOptions base = SinkHarness.options(database.address());
        return new SinkHarness(
                SinkHarness.job(job),
                new SinkOptions(
                        base.database(),
                        base.name(),
                        startPolicy,
                        base.backoff(),
                        base.transactionBytesMax(),
                        base.failurePoint()),
                mapping,
                subtask,
                parallelism);
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
    void aMissingTableIsCreatedWithItsPrimaryKey() throws Exception {
        run("one", StartPolicy.REFUSE, "a");
        assertThat(
                        database.query(
                                "SELECT column_name, data_type FROM information_schema.columns"
                                        + " WHERE table_name = 't' AND table_schema = "
                                        + kind.choose("current_schema()", "DATABASE()")
                                        + " ORDER BY ordinal_position"))
                .containsExactly(kind.choose("key|text", "key|varchar"), "value|bigint");
        assertThatThrownBy(() -> database.execute("INSERT INTO t VALUES ('a', 2)"))
                .hasMessageContaining(kind.choose("t_pkey", "Duplicate entry 'a'"));
    }

    @Test
    void aTableOfAnotherShapeIsRefusedWithAllDifferences() throws Exception {
        database.execute("CREATE TABLE t (key varchar(10) PRIMARY KEY, other int NOT NULL)");
        assertThatThrownBy(() -> run("one", StartPolicy.REFUSE, "a"))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining(
                        kind.choose(
                                "column key is character varying(10) and must be text",
                                "column key is varchar(10) COLLATE latin1_swedish_ci and must be"
                                        + " varchar(512) COLLATE utf8mb4_nopad_bin"))
                .hasMessageContaining("column value bigint is missing")
                .hasMessageContaining("column other needs a value")
                .hasMessageContaining("--table");
    }

    @Test
    void aViewIsRefused() throws Exception {
        database.execute("CREATE VIEW t AS SELECT 'a' AS key, 1 AS value");
        assertThatThrownBy(() -> run("one", StartPolicy.REFUSE, "a"))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("t is a view");
    }

    @Test
    void aTableWithoutTheKeyIsRefused() throws Exception {
        database.execute("CREATE TABLE t (key text, value bigint)");
        assertThatThrownBy(() -> run("one", StartPolicy.REFUSE, "a"))
                .hasMessageContaining("its primary key is [] and must be [key]");
    }

    @Test
    void anEmptyTableOfTheRightShapeIsUsed() throws Exception {
        database.execute("CREATE TABLE t (key text PRIMARY KEY, value bigint, note text)");
        run("one", StartPolicy.REFUSE, "a");
        assertThat(database.query("SELECT * FROM t")).containsExactly("a|1|null");
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
        assertThatThrownBy(() -> run("one", StartPolicy.REFUSE, "b"))
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
        try (SinkHarness earlier = emptying(0).start()) {
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
            assertThatThrownBy(() -> earlier.complete(1)).hasStackTraceContaining("writes no more");
        }
        assertThat(database.query("SELECT key FROM t ORDER BY 1")).containsExactly("one", "other");
    }

    private SinkHarness emptying(int subtask) throws Exception {
        return sink("one", StartPolicy.EMPTY, SinkHarness.upsert("t"), subtask, 2);
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

    @Test
    void aTableThatWasDroppedUnderARunIsAnErrorWithTheRemedy() throws Exception {
        Checkpoint state = run("one", StartPolicy.REFUSE, "a");
        database.execute("DROP TABLE t");
        assertThatThrownBy(
                        () ->
                                sink("one", StartPolicy.REFUSE, SinkHarness.upsert("t"))
                                        .resume(state)
                                        .close())
                .hasMessageContaining("table t is gone");
    }

    @Test
    void strangeNamesAndTextsAreJustNamesAndTexts() throws Exception {
        String table = "order\"; drop `table` ? {x}; --";
        try (SinkHarness sink =
                sink("one", StartPolicy.REFUSE, SinkHarness.upsert(table)).start()) {
            sink.write("ä\t\\N\n'\"; 😀", 1);
            sink.write("", 2);
            sink.snapshot(1);
            sink.complete(1);
        }
        assertThat(
                        database.query(
                                "SELECT key FROM "
                                        + database.address().dialect().quote(table)
                                        + " ORDER BY 1"))
                .containsExactly("", "ä\t\\N\n'\"; 😀");
    }

    @Test
    void aNameThatIsTooLongIsRefusedBeforeAnythingStarts() {
        assertThatThrownBy(
                        () -> sink("one", StartPolicy.REFUSE, SinkHarness.upsert("x".repeat(65))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(kind.choose("1 to 63 bytes", "1 to 64 characters"));
    }

    @Test
    void allTypesArriveAsTheyWereSent() throws Exception {
        record Row(String text, Double number, Instant time) {}
        TableMapping<Row> mapping =
                TableMapping.<Row>table("types")
                        .text("text", Row::text)
                        .doublePrecision("number", Row::number)
                        .timestamp("time", Row::time)
                        .bigint("lowest", row -> Long.MIN_VALUE)
                        .build();
        try (LedgerWriter<Row> writer =
                new LedgerWriter<>(
                        SinkHarness.options(database.address()),
                        mapping,
                        new UnregisteredMetricsGroup())) {
            writer.start(SinkHarness.firstAttempt("one"));
            writer.add(new Row(null, null, null));
            writer.add(
                    new Row(
                            "x".repeat(3_000_000),
                            -0.0,
                            Instant.parse("1969-12-31T23:59:59.9999999Z")));
            writer.add(new Row("z", Double.MIN_VALUE, Instant.parse("9999-12-31T23:59:59Z")));
            writer.add(new Row("y", 0.1, Instant.parse("0001-01-01T00:00:00.000001Z")));
            writer.commit(writer.seal(1).orElseThrow());
        }
        assertThat(
                        database.query(
                                "SELECT length(text), number, "
                                        + kind.choose(
                                                "time AT TIME ZONE 'UTC'",
                                                "TRIM(TRAILING '.000000' FROM time)")
                                        + ", lowest FROM types"))
                .containsExactly(
                        "null|null|null|-9223372036854775808",
                        "3000000|-0|1969-12-31 23:59:59.999999|-9223372036854775808",
                        "1|5e-324|9999-12-31 23:59:59|-9223372036854775808",
                        "1|0.1|0001-01-01 00:00:00.000001|-9223372036854775808");
    }

    @Test
    void moreRowsThanFitBetweenTwoCheckpointsAreAClearError() throws Exception {
        SinkOptions base = SinkHarness.options(database.address());
        SinkOptions small =
                new SinkOptions(
                        base.database(),
                        base.name(),
                        base.startPolicy(),
                        base.backoff(),
                        1 << 20,
                        base.failurePoint());
        try (SinkHarness sink = new SinkHarness(small, SinkHarness.append("t")).start()) {
            sink.write("x".repeat(1 << 19), 1);
            assertThatThrownBy(() -> sink.write("x".repeat(1 << 19), 2))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("--checkpoint-interval");
        }
    }

    @Test
    void theMetricsTellWhatHappened() throws Exception {
        Map<String, Metric> metrics = new HashMap<>();
        TableMapping<Entry> mapping = SinkHarness.append("t");
        try (LedgerWriter<Entry> writer =
                new LedgerWriter<>(
                        SinkHarness.options(database.address()), mapping, new Recording(metrics))) {
            writer.start(SinkHarness.firstAttempt("one"));
            writer.add(new Entry("a", 1));
            writer.add(new Entry("b", 2));
            SealedTransaction sealed = writer.seal(1).orElseThrow();
            assertThat(((Gauge<?>) metrics.get("transactionsPending")).getValue()).isEqualTo(1);
            database.endSessions();
            writer.commit(sealed);
        }
        assertThat(((Gauge<?>) metrics.get("transactionsPending")).getValue()).isEqualTo(0);
        assertThat(((Counter) metrics.get("rowsCommitted")).getCount()).isEqualTo(2);
        assertThat(((Counter) metrics.get("commitRetries")).getCount()).isEqualTo(1);
        assertThat(((Histogram) metrics.get("commitDurationMillis")).getCount()).isEqualTo(1);
    }

    /** Keeps the metrics that are registered with it. */
    private static final class Recording extends UnregisteredMetricsGroup {
        private final Map<String, Metric> metrics;

        Recording(Map<String, Metric> metrics) {
            this.metrics = metrics;
        }

        @Override
        public Counter counter(String name) {
            return counter(name, new SimpleCounter());
        }

        @Override
        public <C extends Counter> C counter(String name, C counter) {
            metrics.put(name, counter);
            return counter;
        }

        @Override
        public <V, G extends Gauge<V>> G gauge(String name, G gauge) {
            metrics.put(name, gauge);
            return gauge;
        }

        @Override
        public <H extends Histogram> H histogram(String name, H histogram) {
            metrics.put(name, histogram);
            return histogram;
        }
    }
}
