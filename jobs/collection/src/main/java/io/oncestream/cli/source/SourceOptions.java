package io.oncestream.cli.source;

import io.oncestream.cli.DependentOptions;
import io.oncestream.cli.DurationConverter;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.source.IdentifiedSource;
import io.oncestream.function.BadRecordPolicy;
import io.oncestream.function.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Where a job's records come from, and how they are written.
 *
 * @param <T> the record
 */
public final class SourceOptions<T> implements DependentOptions {

    private static final Set<String> OF_ALL = Set.of("--from", "--bad-records");

    private static final List<String> OF_FIELDS =
            List.of(
                    "--time-format",
                    "--zone",
                    "--repeated-hour",
                    "--decimal",
                    "--missing",
                    "--columns");

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URI",
            description = "What to read: file:PATH, gen: or another of the URIs below, in quotes.")
    private String from = "";

    private final RecordOptions<T> records;

    /** The same: picocli reads no type that has a variable in it. */
    @Mixin private final RecordOptions<?> ofRecords;

    @Mixin private final FormatOptions format = new FormatOptions();

    @Option(
            names = "--out-of-order",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "How much earlier than one before it a record may be without being late:"
                            + " windows close so much later. Without effect on files, none of whose"
                            + " windows closes before the end. Default: 0s; where a kafka: source"
                            + " ends, by until=latest, none closes before that either, unless this"
                            + " is given.")
    private @Nullable Duration outOfOrder;

    @Option(
            names = "--idle-after",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "1m",
            description =
                    "How long a partition or a socket may be silent before event time goes on"
                            + " without it; what it sends later may then be late. Default: 1m.")
    private Duration idleAfter = Duration.ofMinutes(1);

    @Option(
            names = "--source-config",
            paramLabel = "FILE",
            description =
                    "Of kafka: a Java properties file with settings of Kafka's client, such as"
                            + " sasl.jaas.config. It must be there on every machine of a cluster,"
                            + " and is read by each process anew.")
    private @Nullable String sourceConfig;

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            description =
                    "A folder on the disk of the machine that receives, for what comes by tcp: or"
                        + " udp:, which need it; each address has a folder in it. The default of"
                        + " run and submit: .oncestream/spool.")
    private @Nullable Path spool;

    @Option(
            names = "--source-password-file",
            paramLabel = "PATH",
            description =
                    "A file with the password of the server that --from names; every TaskManager"
                            + " reads it at this path. Default: the environment variable"
                            + " ONCESTREAM_SOURCE_PASSWORD.")
    private @Nullable Path sourcePasswordFile;

    @Option(
            names = "--bad-records",
            paramLabel = "POLICY",
            defaultValue = "reject",
            description =
                    "What to do with records that cannot be used: reject (write them to the table"
                            + " TABLE_rejected and go on) or fail (stop at the first). Default:"
                            + " reject.")
    private BadRecordPolicy badRecords = BadRecordPolicy.REJECT;

    /** Of records that are made as these options say, which stand among those of the source. */
    public SourceOptions(RecordOptions<T> records) {
        this.records = records;
        this.ofRecords = records;
    }

    @Override
    public List<String> absent() {
        return records.absent();
    }

    @Override
    public void check(ParseResult given) {
        CommandLine line = given.commandSpec().commandLine();
        try {
            SourceKind kind = SourceCatalogue.of(from);
            checkComplete(kind, line);
            checkUseful(kind, line, given);
            if (kind.options().contains("--columns")) {
                format.checkColumns(line);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }

    private void checkComplete(SourceKind kind, CommandLine line) {
        List<String> required = new ArrayList<>(kind.required());
        if (kind.hasColumns()) {
            required.addAll(0, records.required());
        }
        List<ArgSpec> missing = new ArrayList<>();
        for (String name : required) {
            OptionSpec option = line.getCommandSpec().findOption(name);
            if (option.getValue() == null) {
                missing.add(option);
            }
        }
        if (!missing.isEmpty()) {
            throw new MissingParameterException(line, missing, "columns");
        }
    }

    private void checkUseful(SourceKind kind, CommandLine line, ParseResult given) {
        List<String> ofColumns = kind.hasColumns() ? names(ofRecords) : List.of();
        List<String> useless =
                names(this).stream()
                        .filter(name -> !OF_ALL.contains(name) && !ofColumns.contains(name))
                        .filter(name -> !kind.options().contains(name))
                        .filter(given::hasMatchedOption)
                        .toList();
        if (!useless.isEmpty()) {
            throw new ParameterException(
                    line,
                    "--from %s has no use for %s: leave that out"
                            .formatted(kind.scheme(), String.join(", ", useless)));
        }
    }

    private static List<String> names(Object options) {
        return CommandSpec.forAnnotatedObject(options).options().stream()
                .map(OptionSpec::longestName)
                .toList();
    }

    /**
     * Finds and checks what there is to read.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    public Input<T> input() {
        SourceKind kind = SourceCatalogue.of(from);
        Input<T> input = kind.input(from, settings());
        return input.withSource(IdentifiedSource.of(kind.identity(from), input.source()))
                .withBadRecords(badRecords);
    }

    /**
     * What holds for each record, in one line.
     *
     * @throws IllegalArgumentException when there is no such source
     */
    public String guarantee() {
        return SourceCatalogue.of(from).guarantee();
    }

    /**
     * What the source waits for while no records come, in a few words; empty: nothing that is
     * known. It asks servers, and takes its time.
     *
     * @throws IllegalArgumentException when they do not answer
     */
    public Optional<String> waitsFor() {
        return SourceCatalogue.of(from).waitsFor(from, settings());
    }

    /**
     * The values of the options that say what is read and how, by their names; empty for one that
     * was not given. State that was made of other records is not to be gone on with.
     */
    public Map<String, String> decidingState() {
        CommandSpec all = CommandSpec.forAnnotatedObject(this);
        Map<String, String> values = new HashMap<>();
        Stream.concat(names(ofRecords).stream(), OF_FIELDS.stream())
                .forEach(name -> values.put(name, asTyped(all.findOption(name).getValue())));
        return values;
    }

    private static String asTyped(@Nullable Object value) {
        if (value instanceof Duration duration) {
            return DurationConverter.format(duration);
        }
        return value instanceof Enum<?> word
                ? word.name().toLowerCase(Locale.ROOT)
                : Objects.toString(value, "");
    }

    /** The zone of times without one. */
    public ZoneId zone() {
        return format.zone();
    }

    /** Of what the records are made. */
    public RecordOptions<T> records() {
        return records;
    }

    /**
     * Whether the source needs an option, such as {@code --spool}.
     *
     * @throws IllegalArgumentException when there is no such source
     */
    public boolean needs(String option) {
        return SourceCatalogue.of(from).required().contains(option);
    }

    @Override
    public List<String> explanation() {
        return SourceCatalogue.explanation(records);
    }

    private SourceSettings<T> settings() {
        return new SourceSettings<>(
                records,
                format,
                PasswordReference.ofSource(sourcePasswordFile),
                outOfOrder,
                idleAfter,
                sourceConfig,
                spool);
    }
}
