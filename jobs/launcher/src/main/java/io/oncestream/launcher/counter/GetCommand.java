package io.oncestream.launcher.counter;

import io.oncestream.connector.jdbc.CounterDatabases;
import io.oncestream.connector.jdbc.CounterReader;
import io.oncestream.connector.jdbc.CounterReader.Value;
import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.launcher.ask.AskedJob;
import io.oncestream.launcher.ask.ServedJob;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code counter get}. */
@Command(
        name = "get",
        description = {
            "Says what a counter is; one that nobody has added to is 0.",
            "",
            "strong asks a majority of the databases, and shows all that was answered before. weak"
                    + " takes what the first database says that answers: perhaps an old number."
        })
final class GetCommand extends ConsoleCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameters(paramLabel = "NAME", description = "The counter.")
    private String name = "";

    @Option(
            names = "--consistency",
            paramLabel = "strong|weak",
            defaultValue = "strong",
            description = "How new the number is. Default: strong.")
    private Consistency consistency = Consistency.STRONG;

    @Mixin private final AskedJob counters = CounterCommand.counters();

    /** Of a read. */
    enum Consistency {
        /** Of now. */
        STRONG,
        /** Of some time. */
        WEAK
    }

    @Override
    public Integer call() {
        ServedJob place = counters.place(home);
        CounterDatabases databases;
        try {
            databases =
                    new CounterDatabases(counters.databases(place).participants(), place.table());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        console.step("waiting for the databases");
        Value value;
        try {
            value = read(databases).getOrDefault(name, new Value(0, 0));
        } catch (DatabaseUnavailable | SinkFailure e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            throw new FailureException("interrupted", e);
        } finally {
            console.clear();
        }
        console.out.println(
                CounterCommand.text(
                        name, Long.toString(value.n()), Long.toString(value.version())));
        console.out.flush();
        return 0;
    }

    private Map<String, Value> read(CounterDatabases databases) throws InterruptedException {
        if (consistency == Consistency.WEAK) {
            return new WeakRead(databases, PATIENCE).of(name);
        }
        try (CounterReader reader = CounterReader.of(databases, PATIENCE)) {
            return reader.strong(List.of(name));
        }
    }
}
