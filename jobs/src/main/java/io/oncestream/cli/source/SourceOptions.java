package io.oncestream.cli.source;

import io.oncestream.cli.DependentOptions;
import io.oncestream.cli.DurationConverter;
import io.oncestream.cli.ZoneConverter;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.format.CsvMessages;
import io.oncestream.connector.format.CsvReadings;
import io.oncestream.connector.format.FormatName;
import io.oncestream.connector.format.JsonLines;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.format.MaxAhead;
import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.format.ReadingColumns;
import io.oncestream.connector.format.ReadingDecoder;
import io.oncestream.connector.format.ReadingFormats;
import io.oncestream.connector.format.TimeFormat;
import io.oncestream.function.InputReadings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Where a job's readings come from, and which fields they are made of. */
public final class SourceOptions implements DependentOptions {

    private static final Duration MAX_AHEAD_OF_MESSAGES = Duration.ofDays(1);

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URI",
            description = "What to read: file:PATH, gen: or another of the URIs below, in quotes.")
    private String from = "";

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

    @Option(
            names = "--time-format",
            paramLabel = "PATTERN",
            description =
                    "How times are written, as yyyy/MM/dd HH:mm. Default: ISO 8601, or a number:"
                            + " seconds since 1970 below 100000000000, milliseconds from there"
                            + " on.")
    private @Nullable String timeFormat;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            defaultValue = "UTC",
            description = "The time zone of times without one. Default: UTC.")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "How readings are written: csv or json. Default: for files what their names"
                            + " say, CSV unless they end with .json, .jsonl or .ndjson; else"
                            + " json.")
    private @Nullable FormatName format;

    @Option(
            names = "--columns",
            paramLabel = "NAMES",
            description =
                    "The names of all fields of a CSV message, which has no header, as"
                            + " symbol,ts,price. --format csv needs them, files excepted.")
    private @Nullable String csvColumns;

    @Option(
            names = "--max-ahead",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "How far ahead of the clock a time may be: a reading from beyond is rejected,"
                            + " since it would make all that come after it late. Default: 1d, and"
                            + " no limit for files.")
    private @Nullable Duration maxAhead;

    @Option(
            names = "--out-of-order",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "0s",
            description =
                    "How much earlier than one before it a reading may be without being late:"
                            + " windows close so much later. Without effect on files, none of whose"
                            + " windows closes before the end. Default: 0s.")
    private Duration outOfOrder = Duration.ZERO;

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
                            + " udp:, which need it; each address has a folder in it. Default with"
                            + " ./oncestream: .oncestream/spool.")
    private @Nullable Path spool;

    @Option(
            names = "--source-password-file",
            paramLabel = "PATH",
            description =
                    "A file with the password of the server that --from names; every TaskManager"
                            + " reads it at this path. Default: the environment variable"
                            + " ONCESTREAM_SOURCE_PASSWORD.")
    private @Nullable Path sourcePasswordFile;

    @Override
    public void check(ParseResult given) {
        CommandLine line = given.commandSpec().commandLine();
        try {
            SourceKind kind = SourceCatalogue.of(from);
            checkComplete(kind, line);
            checkUseful(kind, line, given);
            checkColumns(kind, line);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }

    private static void checkComplete(SourceKind kind, CommandLine line) {
        List<ArgSpec> missing = new ArrayList<>();
        for (String name : kind.required()) {
            OptionSpec option = line.getCommandSpec().findOption(name);
            if (option.getValue() == null) {
                missing.add(option);
            }
        }
        if (!missing.isEmpty()) {
            throw new MissingParameterException(line, missing, "columns");
        }
    }

    private static void checkUseful(SourceKind kind, CommandLine line, ParseResult given) {
        List<String> useless =
                CommandSpec.forAnnotatedObject(new SourceOptions()).options().stream()
                        .map(OptionSpec::longestName)
                        .filter(name -> !name.equals("--from"))
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

    /** A CSV message has no header, and a JSON message needs none. */
    private void checkColumns(SourceKind kind, CommandLine line) {
        if (!kind.options().contains("--columns")) {
            return;
        }
        if (format == FormatName.CSV && csvColumns == null) {
            throw new ParameterException(
                    line,
                    "--format csv needs --columns for %s: the names of a message's fields, as"
                                    .formatted(kind.scheme())
                            + " --columns symbol,ts,price");
        }
        if (format != FormatName.CSV && csvColumns != null) {
            throw new ParameterException(
                    line, "--columns is for --format csv: JSON has the names in each message");
        }
    }

    /**
     * Finds and checks what there is to read.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    public InputReadings readings() {
        return SourceCatalogue.of(from).readings(from, settings());
    }

    /**
     * What holds for each reading of a source, in one line.
     *
     * @throws IllegalArgumentException when there is no such source
     */
    public static String guarantee(String uri) {
        return SourceCatalogue.of(uri).guarantee();
    }

    /**
     * Whether an option means something to a source.
     *
     * @param option its long name
     * @throws IllegalArgumentException when there is no such source
     */
    public static boolean uses(String uri, String option) {
        return SourceCatalogue.of(uri).options().contains(option);
    }

    @Override
    public List<String> explanation() {
        return SourceCatalogue.explanation();
    }

    private SourceSettings settings() {
        return new SourceSettings(
                this::files,
                this::messages,
                PasswordReference.ofSource(sourcePasswordFile),
                outOfOrder,
                idleAfter,
                sourceConfig,
                () -> Objects.requireNonNull(spool));
    }

    private ReadingFormats files() {
        MaxAhead limit = maxAhead == null ? MaxAhead.UNLIMITED : MaxAhead.ofSystemClock(maxAhead);
        return new ReadingFormats(
                new CsvReadings(new ReadingDecoder(columns(), timeFormat(), limit)),
                new JsonLines(new JsonMessages(columns(), timeFormat(), limit)),
                format);
    }

    private MessageDecoder messages() {
        MaxAhead limit =
                MaxAhead.ofSystemClock(maxAhead == null ? MAX_AHEAD_OF_MESSAGES : maxAhead);
        return csvColumns == null
                ? new JsonMessages(columns(), timeFormat(), limit)
                : new CsvMessages(
                        Arrays.stream(csvColumns.split(",", -1)).map(String::strip).toList(),
                        new ReadingDecoder(columns(), timeFormat(), limit));
    }

    private ReadingColumns columns() {
        return new ReadingColumns(
                key, Objects.requireNonNull(time), Objects.requireNonNull(value), weight);
    }

    private TimeFormat timeFormat() {
        return new TimeFormat(timeFormat, zone);
    }
}
