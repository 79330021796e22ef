package io.oncestream.cli.source;

import io.oncestream.cli.DependentOptions;
import io.oncestream.cli.DurationConverter;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.source.IdentifiedSource;
import io.oncestream.function.InputReadings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

/** Where a job's readings come from, and which fields they are made of. */
public final class SourceOptions implements DependentOptions {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URI",
            description = "What to read: file:PATH, gen: or another of the URIs below, in quotes.")
    private String from = "";

    @Mixin private final ReadingOptions reading = new ReadingOptions();

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

    @Override
    public void check(ParseResult given) {
        CommandLine line = given.commandSpec().commandLine();
        try {
            SourceKind kind = SourceCatalogue.of(from);
            checkComplete(kind, line);
            checkUseful(kind, line, given);
            if (kind.options().contains("--columns")) {
                reading.checkColumns(line);
            }
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

    /**
     * Finds and checks what there is to read.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    public InputReadings readings() {
        SourceKind kind = SourceCatalogue.of(from);
        InputReadings readings = kind.readings(from, settings());
        return readings.withSource(IdentifiedSource.of(kind.identity(from), readings.source()));
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
                reading::files,
                reading::messages,
                PasswordReference.ofSource(sourcePasswordFile),
                outOfOrder,
                idleAfter,
                sourceConfig,
                () -> Objects.requireNonNull(spool));
    }
}
