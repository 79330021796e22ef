package io.oncestream.job.averages;

import io.oncestream.cli.CommandLines;
import io.oncestream.connector.source.generator.GeneratedReadings;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job between a broker and a database, as the command line would draw it. */
record KafkaRun(KafkaBroker broker, TestDatabase database) {

    /** Behind the windows of all readings: whichever partition it comes from, it closes them. */
    private static final Reading LAST =
            new Reading("last", Instant.parse("2021-01-01T00:00:00Z"), 0, 0);

    void build(StreamExecutionEnvironment env, String from, String table, String... more) {
        build(env, from, table, sinks -> sinks, more);
    }

    void build(
            StreamExecutionEnvironment env,
            String from,
            String table,
            UnaryOperator<AveragesJob.Sinks> changed,
            String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--from",
                                from,
                                "--to",
                                database.address().url(),
                                "--table",
                                table));
        if (from.startsWith("kafka:")) {
            arguments.addAll(
                    List.of(
                            "--key",
                            "key",
                            "--time",
                            "time",
                            "--value",
                            "value",
                            "--weight",
                            "weight"));
        }
        arguments.addAll(List.of(more));
        AveragesOptions options = new AveragesOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(new String[0]));
        AveragesJob.build(env, options.config(), options.sources(), changed.apply(options.sinks()));
    }

    /** The readings of a gen: URI from one index to another, taking turns on the partitions. */
    void send(String gen, long from, long to, String topic, int partitions) throws Exception {
        List<Reading> readings = readings(gen, from, to);
        for (int i = 0; i < readings.size(); i++) {
            broker.send(topic, i % partitions, readings.get(i));
        }
        broker.flush();
    }

    /** The readings of a gen: URI from one index to another. */
    static List<Reading> readings(String gen, long from, long to) {
        return GeneratedReadings.inOrder(GeneratorOptions.of(gen))
                .skip(from)
                .limit(to - from)
                .toList();
    }

    void closeWindows(String topic, int partitions) throws Exception {
        for (int i = 0; i < partitions; i++) {
            broker.send(topic, i, LAST);
        }
        broker.flush();
    }

    /** How many readings are in rows that have been committed. */
    long committed(String table) throws Exception {
        long there =
                database.queryLong(
                        "SELECT count(*) FROM pg_tables WHERE tablename = '" + table + "'");
        return there == 0 ? 0 : database.queryLong("SELECT coalesce(sum(count), 0) FROM " + table);
    }

    List<String> rows(String table) throws Exception {
        return database.query("SELECT * FROM " + table + " ORDER BY key, window_start");
    }
}
