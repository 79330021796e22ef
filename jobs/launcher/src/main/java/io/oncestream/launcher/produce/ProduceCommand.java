package io.oncestream.launcher.produce;

import io.oncestream.cli.DependentOptions;
import io.oncestream.cli.source.RecordOptions;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.connector.source.generator.SequenceKind;
import io.oncestream.kit.Jobs;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.job.JobRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code produce --to URI --from URI}: sends records to where a job can read them. */
@Command(
        name = "produce",
        description = "Sends records, one a message, to where a job can read them.")
public final class ProduceCommand extends ConsoleCommand
        implements Callable<Integer>, DependentOptions {

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URI",
            description = "Where to send them: one of the URIs below, in quotes.")
    private String to = "";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URI",
            description =
                    "What to send. gen:?keys=N&count=N&rate=PER_SECOND: records made of a seed, as"
                        + " JSON objects with the names of their fields; without a count until"
                        + " Ctrl-C. file:PATH: a file, a folder or a glob; of CSV files each row as"
                        + " a JSON object with the header's names, of .json, .jsonl and .ndjson"
                        + " files each line as it is.")
    private String from = "";

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description =
                    "Of files: the column, or the field of a JSON object, that is the messages'"
                            + " key: messages of one key keep their order. Default: no key. The"
                            + " records of gen: have theirs.")
    private @Nullable String key;

    @Option(
            names = "--as",
            paramLabel = "JOB",
            description =
                    "Of gen:: the job whose records are made, with its parameters. Default: the"
                            + " first that run --help lists and that can make any. Of files: the"
                            + " job whose commands they hold: it knows the messages' key, and each"
                            + " partition gets the ticks.")
    private @Nullable String job;

    @Override
    public List<String> explanation() {
        return TargetCatalogue.explanation();
    }

    @Override
    public Integer call() throws Exception {
        try {
            TargetKind kind = TargetCatalogue.of(to);
            try (MessageInput input = MessageInput.of(from, fileKey(), this::generated)) {
                console.step("connecting");
                try (MessageTarget target = kind.open(to)) {
                    return new Production(console, input, target).run();
                }
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } finally {
            console.clear();
        }
    }

    private FileKey fileKey() {
        if (job == null || from.startsWith(GeneratorOptions.SCHEME)) {
            return FileKey.ofColumn(key);
        }
        if (key != null) {
            throw new UsageException(
                    "--as %s: its commands have their key: leave --key out".formatted(job));
        }
        return records(JobRequest.job(job))
                .commands()
                .map(FileKey::ofCommands)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "--as %s is for --from gen:, leave it out: the job takes no commands"
                                                .formatted(job)));
    }

    private SequenceKind<?> generated() {
        if (job != null) {
            return sequences(JobRequest.job(job))
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "--as %s: its records cannot be generated"
                                                    .formatted(job)));
        }
        return Jobs.all().stream()
                .flatMap(each -> sequences(each).stream())
                .findFirst()
                .orElseThrow();
    }

    private static Optional<SequenceKind<?>> sequences(Jobs.Listed listed) {
        return records(listed).sequences().map(kind -> kind);
    }

    private static RecordOptions<?> records(Jobs.Listed listed) {
        return listed.job().options().source().records();
    }
}
