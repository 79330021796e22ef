package io.oncestream.launcher.store;

import io.oncestream.launcher.console.ConsoleCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code store delete}: ends with 0 if the key had a value and has none any more. */
@Command(name = "delete", description = "Takes a key's value away.")
final class DeleteCommand extends ConsoleCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KEY", description = "The key.")
    private String key = "";

    @Mixin private final Change change = new Change();

    @Override
    public Integer call() throws InterruptedException {
        return change.make(home, console, "delete", key, null);
    }
}
