package io.oncestream.launcher.lock;

import io.oncestream.launcher.ask.AskedJob;
import io.oncestream.launcher.failure.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code lock}. */
@Command(
        name = "lock",
        description =
                "Asks a lock service that runs: the one that \"run locks --serve\" started, or"
                        + " another by --from and --to. A resource is DOMAIN/NAME.",
        subcommands = {
            AcquireCommand.class,
            TryCommand.class,
            RenewCommand.class,
            ReleaseCommand.class,
            ShowCommand.class
        })
public final class LockCommand implements Callable<Integer> {

    static AskedJob service() {
        return new AskedJob("locks", "domain", 1);
    }

    @Override
    public Integer call() {
        throw new UsageException("lock needs acquire, try, renew, release or show");
    }
}
