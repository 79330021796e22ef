package io.oncestream.job.averages;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.format.CsvFormat;
import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.MaxAhead;
import io.oncestream.connector.format.NumberFormat;
import io.oncestream.connector.format.RecordFormats;
import io.oncestream.connector.format.TimeFormat;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.connector.source.file.FileRecords;
import io.oncestream.connector.source.file.InputFiles;
import io.oncestream.function.Input;
import io.oncestream.function.InputSize;
import io.oncestream.kit.JobGraph;
import io.oncestream.kit.JobTables;
import io.oncestream.state.reading.Reading;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's graph as it is drawn for PostgreSQL, not run. */
final class AveragesGraph {

    private AveragesGraph() {}

    /** All transformations, virtual ones too. */
    static Set<Transformation<?>> of(AveragesConfig config) {
        return JobGraph.all(drawn(config));
    }

    /** The names of the operators of each task, as Flink chains them. */
    static List<String> tasks(AveragesConfig config) {
        List<String> names = new ArrayList<>();
        drawn(config)
                .getStreamGraph()
                .getJobGraph()
                .getVertices()
                .forEach(v -> names.add(v.getName()));
        return names;
    }

    private static StreamExecutionEnvironment drawn(AveragesConfig config) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DatabaseAddress database =
                new DatabaseAddress(
                        "jdbc:postgresql://127.0.0.1/none", PasswordReference.ofEnvironment());
        AveragesJob.build(
                env,
                config,
                flights(),
                AveragesTables.sinks(
                        new JobTables(database, StartPolicy.REFUSE, false, AveragesJob.NAME),
                        "averages"));
        return env;
    }

    static List<Transformation<?>> operators(AveragesConfig config) {
        return JobGraph.operators(drawn(config));
    }

    private static AveragesJob.Sources flights() {
        CsvFormat<Reading> csv =
                new CsvFormat<>(
                        new ReadingMapper("origin", "date", "delay", "distance"),
                        new FieldRules(
                                new TimeFormat("yyyy/MM/dd HH:mm", ZoneOffset.UTC),
                                MaxAhead.UNLIMITED,
                                NumberFormat.DEFAULT));
        RecordFormats<Reading> formats = new RecordFormats<>(csv, csv, null);
        InputFiles files = InputFiles.of("file:samples/flights-2k.csv", formats);
        return new AveragesJob.Sources(
                Input.inAnyOrder(
                        FileRecords.source(files, formats),
                        csv.type(),
                        Reading::time,
                        new InputSize(files.bytes(), -1)));
    }
}
