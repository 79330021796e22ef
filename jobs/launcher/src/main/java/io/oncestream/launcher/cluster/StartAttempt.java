package io.oncestream.launcher.cluster;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.server.flink.FlinkProcesses;
import io.oncestream.server.process.Installation;
import io.oncestream.server.process.LogTail;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.ServerStart;
import io.oncestream.server.zookeeper.ZooKeeperServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts processes and waits until the cluster has them, or ends them all again. */
final class StartAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(StartAttempt.class);
    private static final long POLL_MILLIS = 100;

    private final ClusterHome cluster;
    private final Console console;
    private final BooleanSupplier interrupted;
    private final List<ServerProcess> started = new ArrayList<>();
    private final Map<String, LogTail> logs = new HashMap<>();

    StartAttempt(ClusterHome cluster, Console console, BooleanSupplier interrupted) {
        this.cluster = cluster;
        this.console = console;
        this.interrupted = interrupted;
    }

    /**
     * Starts the named processes.
     *
     * @return false when it was interrupted; nothing that it started is left then
     * @throws FailureException when one ends or does not register; nothing is left either
     */
    boolean complete(Configuration configuration, ClusterView view, List<String> names)
            throws IOException, InterruptedException {
        try {
            Map<String, String> before = registered(view);
            startAll(configuration, names);
            awaitComplete(view, before);
        } catch (IOException | RuntimeException e) {
            takeBack();
            throw e;
        }
        if (interrupted.getAsBoolean()) {
            takeBack();
            return false;
        }
        return true;
    }

    private void startAll(Configuration configuration, List<String> names)
            throws IOException, InterruptedException {
        for (String name : names) {
            if (interrupted.getAsBoolean()) {
                return;
            }
            console.step("starting " + name);
            logs.put(name, LogTail.of(cluster.log(name)));
            started.add(start(configuration, name));
        }
    }

    private ServerProcess start(Configuration configuration, String name)
            throws IOException, InterruptedException {
        Installation installation = cluster.home().installation();
        Path folder = cluster.folderOf(name);
        FlinkProcesses flink =
                new FlinkProcesses(installation, cluster.conf(), configuration, folder);
        return switch (ClusterShape.kind(name)) {
            case ClusterShape.ZOOKEEPER -> {
                int port = ClusterConfiguration.zooKeeperPort(configuration);
                yield ZooKeeperServer.start(installation, folder, name, port);
            }
            case ClusterShape.JOB_MANAGER -> {
                int number = ClusterShape.number(name);
                yield flink.startJobManager(
                        name, ClusterConfiguration.webPort(configuration, number));
            }
            default -> flink.startTaskManager(name);
        };
    }

    /**
     * @param before the addresses of the TaskManagers when nothing had been started yet; a dead one
     *     stays registered for some seconds
     */
    private void awaitComplete(ClusterView view, Map<String, String> before)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + ServerStart.START_MAX.toNanos();
        while (!interrupted.getAsBoolean()) {
            for (ServerProcess process : started) {
                if (!process.isAlive()) {
                    throw ended(process);
                }
            }
            Set<String> missing = unregistered(view, before);
            if (missing.isEmpty()) {
                console.clear();
                return;
            }
            if (System.nanoTime() > end) {
                throw new FailureException(
                        "the cluster is not complete after %d s, without %s; logs: %s"
                                .formatted(
                                        ServerStart.START_MAX.toSeconds(),
                                        String.join(", ", missing),
                                        cluster.logs()));
            }
            console.step("waiting for " + String.join(", ", missing));
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** What has not yet registered, or answered. */
    private Set<String> unregistered(ClusterView view, Map<String, String> before) {
        Set<String> missing = new TreeSet<>();
        Map<String, String> now = registered(view);
        if (!view.hasLeader()) {
            missing.add("a JobManager that leads");
        }
        for (ServerProcess process : started) {
            String name = process.name();
            String address = now.get(name);
            boolean up =
                    switch (ClusterShape.kind(name)) {
                        case ClusterShape.JOB_MANAGER -> view.answers(name);
                        case ClusterShape.TASK_MANAGER ->
                                address != null && !address.equals(before.get(name));
                        default -> true; // ZooKeeper is waited for when it is started
                    };
            if (!up) {
                missing.add(name);
            }
        }
        return missing;
    }

    private static Map<String, String> registered(ClusterView view) {
        try {
            return view.taskManagers();
        } catch (IOException e) {
            LOG.debug("No JobManager answers", e);
            return Map.of();
        }
    }

    private FailureException ended(ServerProcess process) throws IOException {
        String name = process.name();
        LogTail log = Objects.requireNonNull(logs.get(name));
        return new FailureException(
                "%s ended: %s; its log: %s"
                        .formatted(
                                name,
                                ProcessLog.lastError(log, cluster.out(name)),
                                cluster.log(name)));
    }

    /** Nothing stays half-started. */
    private void takeBack() throws IOException, InterruptedException {
        console.step("ending what was started");
        for (ServerProcess process : started) {
            process.kill();
        }
        ClusterStop.end(started);
        started.clear();
        console.clear();
    }
}
