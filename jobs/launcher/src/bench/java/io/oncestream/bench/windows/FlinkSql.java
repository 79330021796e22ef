package io.oncestream.bench.windows;
import io.oncestream.bench.measure.Tally;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** Flink SQL's window TVF over the same source. */
final class FlinkSql {

    /**
     * Standard deviations come out as NaN where rounding makes the variance negative; the sink
     * takes those as 0.
     */
    private static final String QUERY =
            """
            SELECT `key`, window_start, COUNT(*), SUM(`value`), AVG(`value`),
              SUM(weight * `value`) / SUM(weight), MIN(`value`), MAX(`value`),
              %s, %s, STDDEV_POP(`value`)
            FROM TABLE(TUMBLE(TABLE samples, DESCRIPTOR(`time`), INTERVAL '1' SECOND))
            GROUP BY `key`, window_start, window_end""";

    private FlinkSql() {}

    /** At Flink's defaults, which do not reuse objects. */
    static Configuration defaults() {
        return new Configuration().set(PipelineOptions.OBJECT_REUSE, false);
    }

    static void draw(StreamExecutionEnvironment env) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        draw(env, tables, "FIRST_VALUE(`value`)", "LAST_VALUE(`value`)");
    }

    /**
     * With reused objects, aggregation before the shuffle and after it, and functions for the first
     * and the last value that allow that; mini-batches, which are for other operators than a
     * window's.
     */
    static void drawTuned(StreamExecutionEnvironment env) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.getConfig()
                .set("table.optimizer.agg-phase-strategy", "TWO_PHASE")
                .set("table.exec.mini-batch.enabled", "true")
                .set("table.exec.mini-batch.allow-latency", "1 s")
                .set("table.exec.mini-batch.size", "20000");
        tables.createTemporarySystemFunction("FIRST_BY", TimedValue.First.class);
        tables.createTemporarySystemFunction("LAST_BY", TimedValue.Last.class);
        draw(env, tables, "FIRST_BY(`value`, millis)", "LAST_BY(`value`, millis)");
    }

    private static void draw(
            StreamExecutionEnvironment env,
            StreamTableEnvironment tables,
            String first,
            String last) {
        tables.createTemporaryView(
                "samples",
                DataStreamJob.samples(env, false),
                Schema.newBuilder()
                        .column("key", "STRING NOT NULL")
                        .column("millis", "BIGINT NOT NULL")
                        .column("value", "DOUBLE NOT NULL")
                        .column("weight", "DOUBLE NOT NULL")
                        .columnByMetadata("time", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
                        .watermark("time", "SOURCE_WATERMARK()")
                        .build());
        tables.toDataStream(tables.sqlQuery(QUERY.formatted(first, last)))
                .sinkTo(new TallySink<>(FlinkSql::count));
    }

    private static void count(Row row, Tally tally) {
        double[] statistics = new double[Tally.COUNT];
        for (int i = 0; i < statistics.length; i++) {
            statistics[i] = row.<Double>getFieldAs(3 + i);
        }
        LocalDateTime start = row.getFieldAs(1);
        tally.add(
                row.getFieldAs(0),
                start.toInstant(ZoneOffset.UTC).toEpochMilli(),
                row.<Long>getFieldAs(2),
                statistics);
    }
}
