package io.oncestream.launcher.store;

import io.oncestream.connector.jdbc.store.StoreRead;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.failure.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code store scan}. */
@Command(
        name = "scan",
        description =
                "Shows keys that have a value, in the order of their code points. Not all at one"
                        + " moment: what moves or changes meanwhile may be missed.")
final class ScanCommand extends ConsoleCommand implements Callable<Integer> {

    private static final int LIMIT_MAX = 1_000_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "FROM",
            description = "The first key, if it is there. Default: from the beginning.")
    private String from = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many keys at most, from 1 to 1000000. Default: 100.")
    private int limit = 100;

    @Mixin private final StorePlace store = new StorePlace();

    @Override
    public Integer call() {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new UsageException(
                    "--limit is %d, but must be 1 to %d".formatted(limit, LIMIT_MAX));
        }
        console.step("waiting for the shards");
        List<StoreRead> found;
        try {
            found = store.read(home, reader -> reader.scan(from, limit));
        } finally {
            console.clear();
        }
        for (StoreRead each : found) {
            console.out.println(
                    StoreCommand.text(
                            each.key(),
                            String.valueOf(each.value()),
                            Long.toString(each.version())));
        }
        console.out.flush();
        return 0;
    }
}
