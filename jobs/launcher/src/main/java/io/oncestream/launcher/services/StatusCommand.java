package io.oncestream.launcher.services;

import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code services status}. */
@Command(name = "status", description = "Says which services run, where, and since when.")
final class StatusCommand extends ConsoleCommand implements Callable<Integer> {

    private static final String ROW = "%-12s %-19s %-8s %-20s %s";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssX").withZone(ZoneOffset.UTC);

    @Override
    public Integer call() throws IOException {
        console.out.println(ROW.formatted("name", "state", "pid", "since", "uri"));
        for (LocalService service : ServiceCatalogue.all(home)) {
            show(service);
        }
        return 0;
    }

    private void show(LocalService service) throws IOException {
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
