package io.oncestream.kit;

import io.oncestream.cli.source.RecordOptions;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.connector.reading.ReadingSequences;
import io.oncestream.connector.source.generator.SequenceKind;
import io.oncestream.function.Input;
import io.oncestream.state.reading.Reading;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns readings are made of, for the jobs that read these. */
public final class ReadingOptions implements RecordOptions<Reading> {

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description =
                    "The column of the key; in JSON a field, as device.id. Default: all rows share"
                            + " one key, the empty string.")
    private @Nullable String key;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description = "The column of the event time. All but gen: need it.")
    private @Nullable String time;

    @Option(
            names = "--value",
            paramLabel = "COLUMN",
            description = "The column of the value. All but gen: need it.")
    private @Nullable String value;

    @Option(
            names = "--weight",
            paramLabel = "COLUMN",
            description =
                    "The column of the value's weight in the weighted mean. Default: no weights.")
    private @Nullable String weight;

    @Override
    public RecordMapper<Reading> mapper() {
        return new ReadingMapper(
                key, Objects.requireNonNull(time), Objects.requireNonNull(value), weight);
    }

    @Override
    public List<String> required() {
        return List.of("--time", "--value");
    }

    @Override
    public Optional<SequenceKind<Reading>> sequences() {
        return Optional.of(new ReadingSequences());
    }

    @Override
    public Input.Time<Reading> time() {
        return Reading::time;
    }
}
