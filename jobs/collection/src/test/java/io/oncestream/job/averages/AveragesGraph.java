package io.oncestream.job.averages;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.format.CsvReadings;
import io.oncestream.connector.format.ReadingColumns;
import io.oncestream.connector.format.ReadingDecoder;
import io.oncestream.connector.format.ReadingFormats;
import io.oncestream.connector.format.TimeFormat;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.source.file.FileReadings;
import io.oncestream.connector.source.file.InputFiles;
import io.oncestream.function.InputReadings;
import io.oncestream.function.InputSize;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's graph as it is drawn for PostgreSQL, not run. */
final class AveragesGraph {

    private AveragesGraph() {}

    /** All transformations, virtual ones too. */
    static Set<Transformation<?>> of(AveragesConfig config) {
        StreamExecutionEnvironment env = drawn(config);
        Set<Transformation<?>> all = new LinkedHashSet<>();
        Deque<Transformation<?>> open = new ArrayDeque<>(env.getTransformations());
        while (!open.isEmpty()) {
            Transformation<?> next = open.pop();
            if (all.add(next)) {
                open.addAll(next.getInputs());
            }
        }
        return all;
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
                AveragesTables.sinks(database, "averages", StartPolicy.REFUSE));
        return env;
    }

    static List<Transformation<?>> operators(AveragesConfig config) {
        List<Transformation<?>> operators = new ArrayList<>(of(config));
        // Partitioning and the choice of an output are edges of the graph, not operators.
        operators.removeIf(t -> t.getClass().getSimpleName().matches("(Partition|SideOutput).*"));
        return operators;
    }

    private static AveragesJob.Sources flights() {
        ReadingDecoder decoder =
                new ReadingDecoder(
                        new ReadingColumns("origin", "date", "delay", "distance"),
                        new TimeFormat("yyyy/MM/dd HH:mm", ZoneOffset.UTC));
        CsvReadings csv = new CsvReadings(decoder);
        ReadingFormats formats = new ReadingFormats(csv, csv, null);
        InputFiles files = InputFiles.of("file:samples/flights-2k.csv", formats);
        return new AveragesJob.Sources(
                InputReadings.inAnyOrder(
                        FileReadings.source(files, formats), new InputSize(files.bytes(), -1)));
    }
}
