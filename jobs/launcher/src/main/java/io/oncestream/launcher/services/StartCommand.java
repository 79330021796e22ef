package io.oncestream.launcher.services;

import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.failure.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code services start NAME... [--port PORT]}. */
@Command(
        name = "start",
        description =
                "Starts services and waits until they answer. Prints the name and the address of"
                        + " each.")
final class StartCommand extends ConsoleCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "The services; \"services --help\" lists them.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Listen exactly there, for one service. Default: the usual port, else the one"
                            + " of the last time, else any, whichever is free first.")
    private @Nullable Integer port;

    @Override
    public Integer call() throws Exception {
        List<LocalService> services = ServiceCatalogue.find(home, names);
        if (services.isEmpty()) {
            throw new UsageException(
                    "services start needs a name: %s services start %s"
                            .formatted(home.command(), ServiceCatalogue.names("|")));
        }
        PortChoice.checkRange(port);
        if (port != null && services.size() > 1) {
            throw new UsageException(
                    "--port %d is for one service: start them one by one".formatted(port));
        }
        return new ServiceStart(home, console, port).start(services);
    }
}
