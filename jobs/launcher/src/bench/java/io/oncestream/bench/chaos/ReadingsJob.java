package io.oncestream.bench.chaos;

import io.oncestream.connector.reading.ReadingSequences;
import io.oncestream.connector.reading.SeededReadings;
import io.oncestream.function.Input;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.connector.source.generator.GeneratedRecords;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Appends each generated reading as a row with its number, counted from 0. */
public final class ReadingsJob {

    static final String NUMBER = "number";

    private static final String JOB = "readings";
    private static final String SINK = "write-readings";

    private ReadingsJob() {}

    /**
     * Runs it where Flink provides the environment.
     *
     * @param args the {@code gen:} URI, whose step has to be a millisecond; the database's URL; the
     *     table
     */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setMaxParallelism(Input.PARALLELISM_MAX);
        env.fromSource(
                        GeneratedRecords.source(GeneratorOptions.of(args[0], new ReadingSequences())),
                        WatermarkStrategy.noWatermarks(),
                        "read")
                .uid("read")
                .addSink(
                        JdbcTwoPhaseCommitSink.to(
                                new DatabaseAddress(args[1], PasswordReference.ofEnvironment()),
                                rows(args[2]),
                                new SinkName(JOB, SINK),
                                StartPolicy.REFUSE))
                .uid(SINK)
                .name("write readings");
        env.execute(JOB);
    }

    private static TableMapping<Decoded<Reading>> rows(String table) {
        return TableMapping.<Decoded<Reading>>table(table)
                .bigint(NUMBER, decoded -> number(reading(decoded)))
                .text("key", decoded -> reading(decoded).key())
                .doublePrecision("value", decoded -> reading(decoded).value())
                .build();
    }

    private static Reading reading(Decoded<Reading> decoded) {
        return Objects.requireNonNull(decoded.value(), "the generator rejects nothing");
    }

    private static long number(Reading reading) {
        return ChronoUnit.MILLIS.between(SeededReadings.START, reading.time());
    }
}
