package io.oncestream.launcher.produce;

import io.oncestream.cli.CommandLines;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code produce --to URI --from URI}: sends readings to where a job can read them. */
@Command(
        sortOptions = false,
        description = "Sends readings, one a message, to where a job can read them.")
public final class ProduceCommand {

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
                    "What to send. gen:?keys=N&count=N&rate=PER_SECOND: readings made of a seed, as"
                        + " JSON objects with key, time, value and weight; without a count until"
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
                            + " readings of gen: have theirs.")
    private @Nullable String key;

    private ProduceCommand() {}

    public static int run(Home home, Console console, List<String> arguments) throws Exception {
        ProduceCommand command = new ProduceCommand();
        CommandLine line = CommandLines.of(command);
        line.setCommandName(home.command() + " produce");
        line.getCommandSpec()
                .usageMessage()
                .footer(TargetCatalogue.explanation().toArray(String[]::new));
        if (!CommandLines.parse(line, arguments.toArray(new String[0]))) {
            return 0;
        }
        return command.execute(console);
    }

    private int execute(Console console) throws Exception {
        try {
            TargetKind kind = TargetCatalogue.of(to);
            try (MessageInput input = MessageInput.of(from, key)) {
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
}
