package io.oncestream.launcher.cluster;

import io.oncestream.cli.CommandLines;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cluster start|status|stop}. */
public final class ClusterCommand {

    private static final String WORDS = "start, status or stop";

    @Command(
            name = "cluster start",
            sortOptions = false,
            description =
                    "Starts a Flink cluster on this machine, each part in its own process, with"
                            + " the configuration in flink-conf/, and waits until it is complete."
                            + " All listens on 127.0.0.1 only. Started again, it starts what has"
                            + " died since.")
    private static final class StartOptions {

        @Option(
                names = "--taskmanagers",
                paramLabel = "N",
                defaultValue = "1",
                description = "How many TaskManagers, 1 to 20. Default: 1.")
        private int taskManagers = 1;

        @Option(
                names = "--slots",
                paramLabel = "N",
                description =
                        "Slots of each TaskManager, and the parallelism of jobs that ask for none."
                                + " Default: the cores.")
        private @Nullable Integer slots;

        @Option(
                names = "--ha",
                description =
                        "High availability: a second JobManager stands by, with ZooKeeper between"
                                + " them, so that jobs survive the death of the first.")
        private boolean highAvailability;

        @Option(
                names = "--web-port",
                paramLabel = "PORT",
                description = "The port of the web UI. Default: the first free one from 8081.")
        private @Nullable Integer webPort;

        ClusterStart.Options checked() {
            check(taskManagers >= 1 && taskManagers <= 20, "--taskmanagers", taskManagers, 20);
            int perTaskManager = slots == null ? Runtime.getRuntime().availableProcessors() : slots;
            check(perTaskManager >= 1 && perTaskManager <= 720, "--slots", perTaskManager, 720);
            if (webPort != null) {
                check(webPort >= 1 && webPort < 65535, "--web-port", webPort, 65534);
            }
            return new ClusterStart.Options(
                    new ClusterShape(taskManagers, highAvailability),
                    perTaskManager,
                    webPort == null ? OptionalInt.empty() : OptionalInt.of(webPort));
        }

        private static void check(boolean condition, String name, int value, int most) {
            if (!condition) {
                throw new UsageException(
                        "%s is %d, but must be 1 to %d".formatted(name, value, most));
            }
        }
    }

    @Command(
            name = "cluster status",
            description =
                    "Shows the cluster's processes, slots and jobs. Exit code 0: it is complete.")
    private static final class StatusOptions {}

    @Command(
            name = "cluster stop",
            description =
                    "Ends the processes that cluster start started. Jobs stop where they are: with"
                            + " --ha they go on when the cluster is started again, without it they"
                            + " can be resumed from their last checkpoint.")
    private static final class StopOptions {}

    private ClusterCommand() {}

    public static int run(Home home, Console console, List<String> arguments) throws Exception {
        String word = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest =
                arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        ClusterHome cluster = new ClusterHome(home);
        return switch (word) {
            case "start" -> {
                StartOptions options = new StartOptions();
                yield parse(home, options, rest) ? start(cluster, console, options) : 0;
            }
            case "status" ->
                    parse(home, new StatusOptions(), rest)
                            ? new ClusterStatus(cluster, console).execute()
                            : 0;
            case "stop" -> parse(home, new StopOptions(), rest) ? stop(cluster, console) : 0;
            case "--help", "-h" -> help(home, console);
            default ->
                    throw new UsageException(
                            word.isEmpty()
                                    ? "cluster needs " + WORDS
                                    : "no such word: 'cluster %s' (choose %s)"
                                            .formatted(word, WORDS));
        };
    }

    private static int start(ClusterHome cluster, Console console, StartOptions options)
            throws IOException, InterruptedException {
        ClusterStart.Options checked = options.checked();
        try (ClusterLock lock = ClusterLock.take(cluster)) {
            return new ClusterStart(cluster, console, checked).execute();
        }
    }

    private static int stop(ClusterHome cluster, Console console)
            throws IOException, InterruptedException {
        try (ClusterLock lock = ClusterLock.take(cluster)) {
            return new ClusterStop(cluster, console).execute();
        }
    }

    private static boolean parse(Home home, Object options, List<String> arguments) {
        CommandLine line = CommandLines.of(options);
        line.setCommandName(home.command() + " " + line.getCommandName());
        return CommandLines.parse(line, arguments.toArray(new String[0]));
    }

    /** The options that start a cluster of this shape. */
    static String words(ClusterShape shape) {
        return "--taskmanagers " + shape.taskManagers() + (shape.highAvailability() ? " --ha" : "");
    }

    private static int help(Home home, Console console) {
        console.out.printf("Usage: %s cluster start|status|stop [options]%n%n", home.command());
        console.out.println("A real Flink cluster on this machine, each part in its own process.");
        console.out.printf("%nOptions: %s cluster start --help%n", home.command());
        console.out.flush();
        return 0;
    }
}
