package io.oncestream.launcher.counter;

import io.oncestream.launcher.ask.AskedJob;
import io.oncestream.launcher.failure.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code counter}. */
@Command(
        name = "counter",
        description =
                "Adds to counters that are served, and reads them: those that \"run counters"
                        + " --serve\" started, or others by --from and --to.",
        subcommands = {AddCommand.class, GetCommand.class})
public final class CounterCommand implements Callable<Integer> {

    private static final int DATABASES_MAX = 7;

    static AskedJob counters() {
        return new AskedJob("counters", "counter", DATABASES_MAX);
    }

    /** How all words show a counter. */
    static String text(String name, String n, String version) {
        return "%s is %s (version %s)".formatted(name, n, version);
    }

    @Override
    public Integer call() {
        throw new UsageException("counter needs add or get");
    }
}
