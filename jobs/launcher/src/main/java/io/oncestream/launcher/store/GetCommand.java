package io.oncestream.launcher.store;

import io.oncestream.connector.jdbc.store.StoreRead;
import io.oncestream.launcher.console.ConsoleCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code store get}: ends with 0 if the key has a value. */
@Command(
        name = "get",
        description = {
            "Says what a key has.",
            "",
            "strong asks the shard that has the key, and one that it goes to. eventual takes what"
                    + " the shard says that was the last to have it: perhaps an old value."
        })
final class GetCommand extends ConsoleCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KEY", description = "The key.")
    private String key = "";

    @Option(
            names = "--consistency",
            paramLabel = "strong|eventual",
            defaultValue = "strong",
            description = "How new the value is. Default: strong.")
    private Consistency consistency = Consistency.STRONG;

    @Mixin private final StorePlace store = new StorePlace();

    /** Of a read. */
    enum Consistency {
        /** Of now. */
        STRONG,
        /** Of some time. */
        EVENTUAL
    }

    @Override
    public Integer call() {
        console.step("waiting for the shards");
        StoreRead read;
        try {
            read =
                    store.read(
                            home,
                            reader ->
                                    consistency == Consistency.STRONG
                                            ? reader.strong(key)
                                            : reader.eventual(key));
        } finally {
            console.clear();
        }
        String value = read.value();
        console.out.println(
                value == null
                        ? StoreCommand.absent(key)
                        : StoreCommand.text(key, value, Long.toString(read.version())));
        console.out.flush();
        return value == null ? 1 : 0;
    }
}
