package io.oncestream.cli;

import io.oncestream.connector.format.ReadingColumns;
import io.oncestream.connector.format.ReadingDecoder;
import io.oncestream.connector.format.TimeFormat;
import io.oncestream.connector.source.file.FileReadings;
import io.oncestream.connector.source.file.InputFiles;
import io.oncestream.connector.source.generator.GeneratedReadings;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.function.InputReadings;
import io.oncestream.function.InputSize;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Where a job's readings come from, and which fields they are made of. */
public final class SourceOptions implements DependentOptions {

    private static final List<String> OF_FILES =
            List.of("--key", "--time", "--value", "--weight", "--time-format", "--zone");
    private static final List<String> NEEDED_FOR_FILES = List.of("--time", "--value");

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URI",
            description =
                    "What to read, as file:PATH or"
                        + " gen:?keys=N&count=N&rate=PER_SECOND&step=1ms&seed=S, in quotes. The"
                        + " path is a CSV file with a header, a folder of such files or a glob."
                        + " gen: makes readings of a seed, the first one at 2020-01-01T00:00:00Z"
                        + " and each of the others a step after the one before; without a count it"
                        + " does not end, without a rate it is as fast as it can. Its defaults: 100"
                        + " keys, a step of 1ms (from 1us on), seed 1.")
    private String from = "";

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description =
                    "The column of the key. Default: all rows share one key, the empty string.")
    private @Nullable String key;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description = "The column of the event time. Files need it.")
    private @Nullable String time;

    @Option(
            names = "--value",
            paramLabel = "COLUMN",
            description = "The column of the value. Files need it.")
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
            names = "--out-of-order",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "0s",
            description =
                    "How much earlier than one before it a reading may be without being late:"
                            + " windows close so much later. Without effect on files, none of whose"
                            + " windows closes before the end. Default: 0s.")
    private Duration outOfOrder = Duration.ZERO;

    @Override
    public void check(ParseResult given) {
        CommandLine line = given.commandSpec().commandLine();
        try {
            if (SourceScheme.of(from) == SourceScheme.FILE) {
                checkComplete(line);
            } else {
                checkWithoutColumns(line, given);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }

    private static void checkComplete(CommandLine line) {
        List<ArgSpec> missing = new ArrayList<>();
        for (String name : NEEDED_FOR_FILES) {
            OptionSpec option = line.getCommandSpec().findOption(name);
            if (option.getValue() == null) {
                missing.add(option);
            }
        }
        if (!missing.isEmpty()) {
            throw new MissingParameterException(line, missing, "columns");
        }
    }

    private void checkWithoutColumns(CommandLine line, ParseResult given) {
        List<String> useless = OF_FILES.stream().filter(given::hasMatchedOption).toList();
        if (!useless.isEmpty()) {
            throw new ParameterException(
                    line, "--from gen: has no columns, leave out " + String.join(", ", useless));
        }
        GeneratorOptions.of(from);
    }

    /**
     * Finds and checks what there is to read.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    public InputReadings readings() {
        return switch (SourceScheme.of(from)) {
            case FILE -> files();
            case GENERATOR -> generated();
        };
    }

    private InputReadings files() {
        ReadingDecoder decoder =
                new ReadingDecoder(
                        new ReadingColumns(
                                key,
                                Objects.requireNonNull(time),
                                Objects.requireNonNull(value),
                                weight),
                        new TimeFormat(timeFormat, zone));
        InputFiles files = InputFiles.of(from, decoder.columns());
        return InputReadings.inAnyOrder(
                FileReadings.source(files, decoder), new InputSize(files.bytes(), -1));
    }

    private InputReadings generated() {
        GeneratorOptions options = GeneratorOptions.of(from);
        Long count = options.count();
        return InputReadings.inOrder(
                GeneratedReadings.source(options),
                outOfOrder,
                new InputSize(-1, count == null ? -1 : count));
    }
}
