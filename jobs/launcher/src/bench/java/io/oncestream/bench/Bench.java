package io.oncestream.bench;

import io.oncestream.bench.chaos.ChaosCommand;
import io.oncestream.launcher.Launcher;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.util.List;

/** {@code bench NAME}; its class path is that of the tests. */
public final class Bench {

    private Bench() {}

    public static void main(String[] args) {
        System.exit(Launcher.run(Bench::dispatch, args));
    }

    private static int dispatch(Home home, Console console, List<String> arguments)
            throws Exception {
        // The first word is bench.
        String name = arguments.size() < 2 ? "--help" : arguments.get(1);
        List<String> rest = arguments.stream().skip(2).toList();
        return switch (name) {
            case "chaos" -> ChaosCommand.run(home, console, rest);
            case "--help", "-h", "help" -> help(home, console);
            default ->
                    throw new UsageException(
                            "no such benchmark: '" + name + "' (there is one: chaos)");
        };
    }

    private static int help(Home home, Console console) {
        console.out.printf("Usage: %s bench NAME [options]%n%n", home.command());
        console.out.println("  chaos   kill -9 at random, on a real cluster with a real database:");
        console.out.println("          is anything lost or doubled?");
        console.out.printf("%nIts options: %s bench chaos --help%n", home.command());
        return 0;
    }
}
