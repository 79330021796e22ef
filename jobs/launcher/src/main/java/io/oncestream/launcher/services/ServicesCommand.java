package io.oncestream.launcher.services;

import io.oncestream.cli.DependentOptions;
import io.oncestream.launcher.console.ConsoleCommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code services start|status|stop}: real servers that go on when the command has ended. */
@Command(
        name = "services",
        description =
                "Real servers to try the jobs with, on 127.0.0.1 only. They run until they are"
                        + " stopped, and keep their data for the next start.",
        subcommands = {
            StartCommand.class,
            StatusCommand.class,
            StopCommand.class,
            HelpCommand.class
        })
public final class ServicesCommand extends ConsoleCommand implements DependentOptions {

    @Override
    public List<String> explanation() {
        List<String> lines = new ArrayList<>(List.of("", "Services:"));
        for (Service service : ServiceCatalogue.services()) {
            lines.add("  %-10s %s".formatted(service.name(), service.description()));
        }
        Service first = ServiceCatalogue.services().get(0);
        lines.addAll(
                List.of(
                        "  NAME-2 to NAME-99: more of them, each with a port and data of its own,"
                                + " and small buffers",
                        "",
                        "Example:",
                        "  %s services start %s".formatted(home.command(), first.name()),
                        "  %s run JOB --to '%s'"
                                .formatted(home.command(), first.uri(first.usualPort())),
                        "",
                        "Their data: " + home.state().resolve("services")));
        return lines;
    }
}
