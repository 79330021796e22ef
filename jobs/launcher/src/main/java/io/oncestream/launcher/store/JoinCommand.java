package io.oncestream.launcher.store;

import io.oncestream.launcher.console.ConsoleCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code store join}: ends with 0 if it is so from now on. */
@Command(
        name = "join",
        description = "Lets a shard join: it takes its share of the keys from all others.")
final class JoinCommand extends ConsoleCommand implements Callable<Integer> {

    @Mixin private final RingChange change = new RingChange();

    @Override
    public Integer call() throws InterruptedException {
        return change.make(
                home, console, "join", "has joined: its share of the buckets moves to it");
    }
}
