package io.oncestream.job.anomalies;

import io.oncestream.cli.source.RecordOptions;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.function.Input;
import io.oncestream.state.anomaly.Measurement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns samples are made of. They are learned in the order in which they are read. */
final class MeasurementOptions implements RecordOptions<Measurement> {

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description =
                    "The column of the key, each of which has models of its own; in JSON a field,"
                            + " as device.id. Default: all rows share one key, the empty string.")
    private @Nullable String key;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description =
                    "The column of the event time, by which the rows of a key are in order:"
                            + " those that are not go to the table TABLE_late. Needed.")
    private @Nullable String time;

    @Option(
            names = "--values",
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns of the values, as temperature,pressure: 1 to 16. Needed.")
    private @Nullable List<String> values;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description =
                    "The column of what state a row is of, which may be empty: each row's is"
                            + " predicted, and then learned. Default: nothing is predicted.")
    private @Nullable String label;

    @Override
    public RecordMapper<Measurement> mapper() {
        return new MeasurementFormat(key, Objects.requireNonNull(time), columns(), label);
    }

    List<String> columns() {
        return List.copyOf(Objects.requireNonNull(values));
    }

    boolean isLabelled() {
        return label != null;
    }

    @Override
    public List<String> required() {
        return List.of("--time", "--values");
    }

    @Override
    public boolean inOrder() {
        return true;
    }

    @Override
    public boolean inOrderOfKeys() {
        return true;
    }

    @Override
    public List<String> absent() {
        return List.of("--idle-after", "--out-of-order");
    }

    @Override
    public Input.Time<Measurement> time() {
        return Measurement::time;
    }
}
