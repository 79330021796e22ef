package io.oncestream.launcher.cluster;

import io.oncestream.function.Input;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.failure.UsageException;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cluster start}. */
@Command(
        name = "start",
        description =
                "Starts a Flink cluster on this machine, each part in its own process, with"
                        + " the configuration in flink-conf/, and waits until it is complete."
                        + " All listens on 127.0.0.1 only. Started again, it starts what has"
                        + " died since.")
final class StartCommand extends ConsoleCommand implements Callable<Integer> {

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

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClusterStart.Options options = options();
        ClusterHome cluster = new ClusterHome(home);
        try (ClusterLock lock = ClusterLock.take(cluster)) {
            return new ClusterStart(cluster, console, options).execute();
        }
    }

    private ClusterStart.Options options() {
        check(taskManagers >= 1 && taskManagers <= 20, "--taskmanagers", taskManagers, 20);
        int perTaskManager = slots == null ? Runtime.getRuntime().availableProcessors() : slots;
        check(
                perTaskManager >= 1 && perTaskManager <= Input.PARALLELISM_MAX,
                "--slots",
                perTaskManager,
                Input.PARALLELISM_MAX);
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
            throw new UsageException("%s is %d, but must be 1 to %d".formatted(name, value, most));
        }
    }
}
