package io.oncestream.launcher.services;

import io.oncestream.cli.CommandLines;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code services start NAME... [--port PORT]}. */
@Command(
        sortOptions = false,
        description =
                "Starts services and waits until they answer. Prints the name and the address of"
                        + " each.")
final class StartCommand {

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

    private StartCommand() {}

    static int run(Home home, Console console, List<String> arguments) throws Exception {
        StartCommand command = new StartCommand();
        CommandLine line = CommandLines.of(command);
        line.setCommandName(home.command() + " services start");
        if (!CommandLines.parse(line, arguments.toArray(new String[0]))) {
            return 0;
        }
        List<Service> services = ServiceCatalogue.find(command.names);
        if (services.isEmpty()) {
            throw new UsageException(
                    "services start needs a name: %s services start %s"
                            .formatted(home.command(), ServiceCatalogue.names("|")));
        }
        PortChoice.checkRange(command.port);
        if (command.port != null && services.size() > 1) {
            throw new UsageException(
                    "--port %d is for one service: start them one by one".formatted(command.port));
        }
        return new ServiceStart(home, console, command.port).start(services);
    }
}
