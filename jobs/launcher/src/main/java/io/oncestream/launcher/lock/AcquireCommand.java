package io.oncestream.launcher.lock;

import io.oncestream.cli.DurationConverter;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lock acquire}. */
@Command(name = "acquire", description = "Takes a resource, in the turn of those who wait for it.")
final class AcquireCommand extends AskCommand {

    @Option(
            names = "--lease",
            required = true,
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long it is held unless it is renewed, as 30s; up to 1h.")
    private Duration lease = Duration.ZERO;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "10s",
            description = "How long to wait for it at most; up to 1h. Default: 10s.")
    private Duration waitMax = Duration.ZERO;

    @Override
    String op() {
        return "acquire";
    }

    @Override
    String wanted() {
        return "granted";
    }

    @Override
    void addFields(Map<String, String> fields) {
        fields.put("lease", DurationConverter.format(lease));
        fields.put("wait", DurationConverter.format(waitMax));
    }

    @Override
    Duration waitMax() {
        return waitMax;
    }
}
