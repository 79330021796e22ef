package io.oncestream.launcher.lock;

import io.oncestream.cli.DurationConverter;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lock renew}. */
@Command(name = "renew", description = "Begins the lease of a resource anew.")
final class RenewCommand extends AskCommand {

    @Option(
            names = "--lease",
            required = true,
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long it is held unless it is renewed, as 30s; up to 1h.")
    private Duration lease = Duration.ZERO;

    @Option(
            names = "--token",
            required = true,
            paramLabel = "N",
            description = "The token of the grant.")
    private long token;

    @Override
    String op() {
        return "renew";
    }

    @Override
    String wanted() {
        return "renewed";
    }

    @Override
    void addFields(Map<String, String> fields) {
        fields.put("lease", DurationConverter.format(lease));
        fields.put("token", Long.toString(token));
    }
}
