package io.oncestream.job.averages;

import io.oncestream.cli.CommandLines;
import io.oncestream.connector.reading.ReadingSequences;
import io.oncestream.connector.source.generator.GeneratedRecords;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job between a broker and a database, as the command line would draw it. */
record KafkaRun(KafkaBroker broker, TestDatabase database) {

    void build(StreamExecutionEnvironment env, String from, String table, String... more) {
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
        new AveragesJob().build(env, options);
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
        return GeneratedRecords.inOrder(GeneratorOptions.of(gen, new ReadingSequences()))
                .skip(from)
                .limit(to - from)
                .toList();
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
