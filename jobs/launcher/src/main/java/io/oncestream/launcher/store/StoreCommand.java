package io.oncestream.launcher.store;

import io.oncestream.launcher.failure.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code store}. */
@Command(
        name = "store",
        description =
                "Puts, gets and deletes keys of a store that is served, lets shards join and leave,"
                        + " and says how they are: one that \"run store --serve\" started, or"
                        + " another by --from and --to.",
        subcommands = {
            PutCommand.class,
            GetCommand.class,
            DeleteCommand.class,
            ScanCommand.class,
            JoinCommand.class,
            LeaveCommand.class,
            StatusCommand.class
        })
public final class StoreCommand implements Callable<Integer> {

    /** How all words show what a key has. */
    static String text(String key, String value, String version) {
        return "%s is %s (version %s)".formatted(key, value, version);
    }

    /** The same of a key that has no value. */
    static String absent(String key) {
        return key + " is absent";
    }

    @Override
    public Integer call() {
        throw new UsageException("store needs put, get, delete, scan, join, leave or status");
    }
}
