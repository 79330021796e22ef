package io.oncestream.launcher.lock;

import io.oncestream.cli.DurationConverter;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lock try}. */
@Command(name = "try", description = "Takes a resource if it is free.")
final class TryCommand extends AskCommand {

    @Option(
            names = "--lease",
            required = true,
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long it is held unless it is renewed, as 30s; up to 1h.")
    private Duration lease = Duration.ZERO;

    @Override
    String op() {
        return "try_lock";
    }

    @Override
    String wanted() {
        return "granted";
    }

    @Override
    void addFields(Map<String, String> fields) {
        fields.put("lease", DurationConverter.format(lease));
    }
}
