package io.oncestream.launcher.lock;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lock release}. */
@Command(name = "release", description = "Gives a resource back.")
final class ReleaseCommand extends AskCommand {

    @Option(
            names = "--token",
            required = true,
            paramLabel = "N",
            description = "The token of the grant.")
    private long token;

    @Override
    String op() {
        return "release";
    }

    @Override
    String wanted() {
        return "released";
    }

    @Override
    void addFields(Map<String, String> fields) {
        fields.put("token", Long.toString(token));
    }
}
