package io.oncestream.launcher.store;

import io.oncestream.launcher.console.ConsoleCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code store put}: ends with 0 if the key has the value. */
@Command(name = "put", description = "Gives a key a value. Who reads it afterwards sees it.")
final class PutCommand extends ConsoleCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "KEY", description = "1 to 200 characters.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "At most 64 KiB in UTF-8.")
    private String value = "";

    @Mixin private final Change change = new Change();

    @Override
    public Integer call() throws InterruptedException {
        return change.make(home, console, "put", key, value);
    }
}
