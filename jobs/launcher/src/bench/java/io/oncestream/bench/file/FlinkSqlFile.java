package io.oncestream.bench.file;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Tally;
import io.oncestream.bench.measure.Work;
import io.oncestream.bench.windows.TimedValue;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Flink SQL in batch mode, from the filesystem connector to the JDBC table sink. */
final class FlinkSqlFile implements Work {

    private static final String SOURCE =
            """
            CREATE TEMPORARY TABLE readings (
              `key` STRING, `time` STRING, `value` DOUBLE, weight DOUBLE,
              moment AS TO_TIMESTAMP(`time`, 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z'''))
            WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'csv',
              'csv.ignore-parse-errors' = 'true')""";

    /** The CSV format knows no header: it is a row whose numbers cannot be read. */
    private static final String ROWS =
            "CREATE TEMPORARY VIEW numbers AS SELECT * FROM readings WHERE `value` IS NOT NULL";

    private static final String SINK =
            """
            CREATE TEMPORARY TABLE averages (
              `key` STRING, window_start TIMESTAMP(3), window_end TIMESTAMP(3), `count` BIGINT,
              `sum` DOUBLE, mean DOUBLE, weighted_mean DOUBLE, `min` DOUBLE, `max` DOUBLE,
              `first` DOUBLE, `last` DOUBLE, stddev DOUBLE%s)
            WITH ('connector' = 'jdbc', 'url' = '%s', 'table-name' = 'averages'%s)""";

    private static final String QUERY =
            """
            INSERT INTO averages
            SELECT `key`, window_start, window_end, COUNT(*), SUM(`value`), AVG(`value`),
              SUM(weight * `value`) / SUM(weight), MIN(`value`), MAX(`value`), %s, %s,
              STDDEV_POP(`value`)
            FROM TABLE(TUMBLE(TABLE numbers, DESCRIPTOR(moment), INTERVAL '1' HOUR))
            GROUP BY `key`, window_start, window_end""";

    private final FlinkEngine engine;
    private final OwnDatabase database;
    private final Path file;
    private final boolean tuned;

    private FlinkSqlFile(FlinkEngine engine, OwnDatabase database, Path file, boolean tuned) {
        this.engine = engine;
        this.database = database;
        this.file = file;
        this.tuned = tuned;
    }

    /** At the sink's defaults: upserts, 100 at once. */
    static Work prepare(Case one) throws Exception {
        return prepare(one, false);
    }

    /**
     * Plain inserts, 10,000 at once, each batch rewritten by the driver into few statements; and
     * without the first and the last value, which SQL has no function for that aggregates by hash:
     * it does less.
     */
    static Work prepareTuned(Case one) throws Exception {
        return prepare(one, true);
    }

    private static Work prepare(Case one, boolean tuned) throws Exception {
        Configuration batch = new Configuration();
        batch.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        // Flink would choose by the size of the input, and one subtask for a small one.
        batch.setString(
                "table.exec.resource.default-parallelism", one.text(FlinkEngine.PARALLELISM));
        Path file = CsvFile.of(one);
        OwnDatabase database = OwnDatabase.create(one);
        AveragesTable.create(database);
        Case complete =
                one.with(FlinkEngine.BACKEND, "hashmap")
                        .with(FlinkEngine.CHECKPOINT_MILLIS, 10_000);
        return new FlinkSqlFile(FlinkEngine.start(complete, batch), database, file, tuned);
    }

    @Override
    public Instant run() throws Exception {
        StreamTableEnvironment tables =
                StreamTableEnvironment.create(
                        engine.environment(new Configuration()),
                        EnvironmentSettings.newInstance().inBatchMode().build());
        tables.createTemporarySystemFunction("FIRST_BY", TimedValue.First.class);
        tables.createTemporarySystemFunction("LAST_BY", TimedValue.Last.class);
        tables.executeSql(SOURCE.formatted(file));
        tables.executeSql(ROWS);
        tables.executeSql(sink());
        String query =
                tuned
                        ? QUERY.formatted("CAST(NULL AS DOUBLE)", "CAST(NULL AS DOUBLE)")
                        : QUERY.formatted("FIRST_BY(`value`, moment)", "LAST_BY(`value`, moment)");
        tables.executeSql(query).await();
        return Instant.now();
    }

    private String sink() {
        String url = database.url() + (tuned ? "&reWriteBatchedInserts=true" : "");
        String key =
                tuned ? "" : ", PRIMARY KEY (`key`, window_start, window_end) NOT ENFORCED";
        String flush = tuned ? ", 'sink.buffer-flush.max-rows' = '10000'" : "";
        return SINK.formatted(key, url, flush);
    }

    @Override
    public Check check() throws SQLException {
        Check check = AveragesTable.check(database);
        return tuned ? check.without(Tally.FIRST, Tally.LAST) : check;
    }

    @Override
    public void close() throws Exception {
        engine.close();
        database.close();
    }
}
