package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.state.ledger.RowMemory;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
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

/** What arrives in a table, and what is told about it. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class JdbcTwoPhaseCommitSinkITCase {
    @Parameter DatabaseKind kind;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
    }

    @Test
    void strangeNamesAndTextsAreJustNamesAndTexts() throws Exception {
        String table = "order\"; drop `table` ? {x}; --";
        try (SinkHarness sink =
                new SinkHarness(SinkHarness.options(database.address()), SinkHarness.upsert(table))
                        .start()) {
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
    void allTypesArriveAsTheyWereSent() throws Exception {
        record Row(String text, Double number, Instant time) {}
        TableMapping<Row> mapping =
                TableMapping.<Row>table("types")
                        .text("text", Row::text)
                        .doublePrecision("number", Row::number)
                        .timestamp("time", Row::time)
                        .bigint("lowest", row -> Long.MIN_VALUE)
                        .build();
        try (OneTableWriter<Row> writer =
                new OneTableWriter<>(
                        SinkHarness.options(database.address()),
                        mapping,
                        SinkHarness.memory(),
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

    /** Before they are in a checkpoint, from which no restart would get them out. */
    @Test
    void valuesThatNoCommitCouldWriteAreRefusedAtOnce() throws Exception {
        TableMapping<Entry> key = SinkHarness.upsert("t");
        TableMapping<Instant> time =
                TableMapping.<Instant>table("times").timestamp("time", instant -> instant).build();
        try (SinkHarness sink =
                new SinkHarness(SinkHarness.options(database.address()), key).start()) {
            assertThatThrownBy(() -> sink.write(null, 1))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("column key of table t is given no value");
        }
        try (OneTableWriter<Instant> writer =
                new OneTableWriter<>(
                        SinkHarness.options(database.address()),
                        time,
                        SinkHarness.memory(),
                        new UnregisteredMetricsGroup())) {
            writer.start(SinkHarness.firstAttempt("two"));
            for (Instant instant : List.of(Instant.MIN, Instant.MAX)) {
                assertThatThrownBy(() -> writer.add(instant))
                        .isInstanceOf(SinkFailure.class)
                        .hasMessageContaining("column time of table times is given the time");
            }
        }
    }

    @Test
    void rowsWithoutRoomInHeapAndFoldersAreAClearError() throws Exception {
        try (RowMemory memory = RowMemory.of(1, "/no/such/folder");
                OneTableWriter<Entry> writer =
                        new OneTableWriter<>(
                                SinkHarness.options(database.address()),
                                SinkHarness.append("t"),
                                memory,
                                new UnregisteredMetricsGroup())) {
            writer.start(SinkHarness.firstAttempt("one"));
            writer.add(new Entry("x".repeat(1 << 19), 1));
            assertThatThrownBy(() -> writer.add(new Entry("x".repeat(1 << 19), 2)))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContainingAll(
                            "for table t",
                            "/no/such/folder",
                            "io.tmp.dirs",
                            "--checkpoint-interval");
        }
    }

    @Test
    void theMetricsTellWhatHappened() throws Exception {
        Map<String, Metric> metrics = new HashMap<>();
        TableMapping<Entry> mapping = SinkHarness.append("t");
        try (OneTableWriter<Entry> writer =
                new OneTableWriter<>(
                        SinkHarness.options(database.address()),
                        mapping,
                        SinkHarness.memory(),
                        new Recording(metrics))) {
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
