package io.oncestream.launcher.services;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.postgres.PostgresServer;
import java.util.List;

/** {@code services start|status|stop}: real servers that go on when the command has ended. */
public final class ServicesCommand {

    private ServicesCommand() {}

    public static int run(Home home, Console console, List<String> arguments) throws Exception {
        String word = arguments.isEmpty() ? "--help" : arguments.get(0);
        List<String> rest = arguments.stream().skip(1).toList();
        return switch (word) {
            case "start" -> StartCommand.run(home, console, rest);
            case "status" -> StatusCommand.run(home, console, rest);
            case "stop" -> StopCommand.run(home, console, rest);
            case "--help", "-h", "help" -> help(home, console);
            default ->
                    throw new UsageException(
                            "no such word: 'services %s' (choose start, status or stop)"
                                    .formatted(word));
        };
    }

    private static int help(Home home, Console console) {
        console.out.printf("Usage: %s services start|status|stop ...%n%n", home.command());
        console.out.println("Real servers to try the jobs with, on 127.0.0.1 only. They run until");
        console.out.println("they are stopped, and keep their data for the next start.");
        console.out.println();
        console.out.println("  start NAME... [--port PORT]   start them and print their addresses");
        console.out.println("  status                        what runs, and where");
        console.out.println("  stop [NAME...]                stop them, all without names");
        console.out.printf("%nServices:%n");
        for (Service service : ServiceCatalogue.all()) {
            console.out.printf("  %-10s %s%n", service.name(), service.description());
        }
        console.out.printf("%nExample:%n");
        console.out.printf("  %s services start postgres%n", home.command());
        console.out.printf(
                "  %s run averages --to '%s'%n", home.command(), PostgresServer.url(5432));
        console.out.printf("%nTheir data: %s%n", home.state().resolve("services"));
        return 0;
    }
}
