package io.oncestream.launcher.cluster;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Folders;
import io.oncestream.launcher.process.LogTail;
import io.oncestream.launcher.process.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code cluster start}: starts what is missing of the cluster and waits until it is complete. */
final class ClusterStart {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterStart.class);
    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 100;

    /**
     * What was asked for.
     *
     * @param slots of each TaskManager
     */
    record Options(ClusterShape shape, int slots, OptionalInt webPort) {}

    private final ClusterHome cluster;
    private final Console console;
    private final Options options;
    private final List<ServerProcess> started = new ArrayList<>();
    private volatile int interruption;
    private final Map<String, LogTail> logs = new HashMap<>();

    ClusterStart(ClusterHome cluster, Console console, Options options) {
        this.cluster = cluster;
        this.console = console;
        this.options = options;
    }

    int execute() throws IOException, InterruptedException {
        Optional<ClusterShape> running = cluster.shape();
        if (running.isPresent() && !running.get().equals(options.shape())) {
            throw new UsageException(
                    "a cluster with %s runs already: %s cluster stop first"
                            .formatted(running.get().description(), cluster.home().command()));
        }
        Configuration configuration = running.isPresent() ? load() : prepare();
        List<String> missing = missing();
        ClusterView view = new ClusterView(configuration, options.shape());
        if (missing.isEmpty()) {
            console.say(
                    "the cluster runs already, with %s of %d slots"
                            .formatted(
                                    options.shape().description(),
                                    configuration.get(TaskManagerOptions.NUM_TASK_SLOTS)));
            console.say("web UI: " + view.webUi());
            return 0;
        }
        if (running.isPresent()) {
            console.say("starting what is gone: " + String.join(", ", missing));
        }
        // Only noted, so that a process which is being started is known before all are ended.
        Interrupts.handle(code -> interruption = code);
        try {
            Map<String, String> before = running.isPresent() ? registered(view) : Map.of();
            startAll(configuration, missing);
            awaitComplete(view, before);
        } catch (IOException | RuntimeException e) {
            takeBack();
            throw e;
        }
        if (interruption != 0) {
            takeBack();
            console.say("interrupted: what had been started is ended");
            return interruption;
        }
        console.say("web UI: " + view.webUi());
        return 0;
    }

    private Configuration load() {
        return ClusterConfiguration.load(cluster);
    }

    /** Nothing lives, so what earlier processes left behind can go. */
    private Configuration prepare() throws IOException, InterruptedException {
        new ClusterStop(cluster, console).end(cluster.processes());
        Folders.delete(cluster.folder().resolve("tmp"));
        return ClusterConfiguration.write(cluster, options);
    }

    private List<String> missing() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String name : options.shape().names()) {
            if (cluster.process(name).filter(ServerProcess::isAlive).isEmpty()) {
                missing.add(name);
            }
        }
        return missing;
    }

    private void startAll(Configuration configuration, List<String> names)
            throws IOException, InterruptedException {
        FlinkProcesses processes = new FlinkProcesses(cluster, configuration);
        for (String name : names) {
            if (interruption != 0) {
                return;
            }
            console.step("starting " + name);
            logs.put(name, LogTail.of(cluster.log(name)));
            started.add(processes.start(name));
        }
    }

    /**
     * @param before the addresses of the TaskManagers when nothing had been started yet; a dead one
     *     stays registered for some seconds
     */
    private void awaitComplete(ClusterView view, Map<String, String> before)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (interruption == 0) {
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
                                        START_MAX.toSeconds(),
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
        try {
            Map<String, String> now = view.taskManagers();
            for (ServerProcess process : started) {
                String name = process.name();
                String address = now.get(name);
                if (name.startsWith(ClusterShape.TASK_MANAGER)
                        && (address == null || address.equals(before.get(name)))) {
                    missing.add(name);
                }
            }
        } catch (IOException e) {
            LOG.debug("No answer yet", e);
            missing.add("the JobManager");
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
        started.forEach(ServerProcess::kill);
        new ClusterStop(cluster, console).end(started);
        console.clear();
    }
}
