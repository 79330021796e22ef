package io.oncestream.launcher.store;

import io.oncestream.launcher.console.ConsoleCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code store leave}: ends with 0 if it is so from now on. */
@Command(
        name = "leave",
        description =
                "Lets a shard leave: the others get its keys. Its database is still needed, by the"
                        + " job and by who reads: it keeps the word where they went.")
final class LeaveCommand extends ConsoleCommand implements Callable<Integer> {

    @Mixin private final RingChange change = new RingChange();

    @Override
    public Integer call() throws InterruptedException {
        return change.make(home, console, "leave", "has left: its buckets move to the others");
    }
}
