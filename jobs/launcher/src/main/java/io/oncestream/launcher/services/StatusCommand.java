package io.oncestream.launcher.services;

import io.oncestream.cli.CommandLines;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code services status}. */
@Command(sortOptions = false, description = "Says which services run, where, and since when.")
final class StatusCommand {

    private static final String ROW = "%-10s %-19s %-8s %-20s %s";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssX").withZone(ZoneOffset.UTC);

    private StatusCommand() {}

    static int run(Home home, Console console, List<String> arguments) throws IOException {
        CommandLine line = CommandLines.of(new StatusCommand());
        line.setCommandName(home.command() + " services status");
        if (!CommandLines.parse(line, arguments.toArray(new String[0]))) {
            return 0;
        }
        console.out.println(ROW.formatted("name", "state", "pid", "since", "uri"));
        for (Service service : ServiceCatalogue.all()) {
            show(new LocalService(home, service), console);
        }
        return 0;
    }

    private static void show(LocalService service, Console console) throws IOException {
        Optional<ServerProcess> process = service.process();
        if (process.isEmpty()) {
            console.out.println(
                    ROW.formatted(service.name(), "stopped", "", "", "").stripTrailing());
            return;
        }
        boolean alive = process.get().isAlive();
        console.out.println(
                ROW.formatted(
                        service.name(),
                        alive ? "running" : "ended unexpectedly",
                        process.get().pid(),
                        TIME.format(process.get().since()),
                        service.uri()));
        if (!alive) {
            console.out.flush();
            console.say(
                    "%s ended unexpectedly; its log: %s".formatted(service.name(), service.log()));
        }
    }
}
