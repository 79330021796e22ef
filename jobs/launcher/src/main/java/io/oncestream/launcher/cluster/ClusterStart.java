package io.oncestream.launcher.cluster;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.server.process.Folders;
import io.oncestream.server.process.ServerException;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code cluster start}: starts what is missing of the cluster and waits until it is complete. */
final class ClusterStart {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterStart.class);
    private static final int ATTEMPTS_MAX = 3;
    private static final Pattern PORT_TAKEN =
            Pattern.compile("address already in use|on any port", Pattern.CASE_INSENSITIVE);

    /**
     * What was asked for.
     *
     * @param slots of each TaskManager
     */
    record Options(ClusterShape shape, int slots, OptionalInt webPort) {}

    private final ClusterHome cluster;
    private final Console console;
    private final Options options;

    // Only noted, so that a process which is being started is known before all are ended.
    private volatile int interruption;

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
        Interrupts.handle(code -> interruption = code);
        return running.isPresent() ? complete() : startNew();
    }

    /** Starts what has died, if anything. */
    private int complete() throws IOException, InterruptedException {
        Configuration configuration = ClusterConfiguration.load(cluster);
        List<String> missing = missing();
        ClusterView view = new ClusterView(configuration, options.shape());
        if (missing.isEmpty() && !view.hasLeader()) {
            throw new FailureException(
                    "all processes run, but no JobManager leads: look again in some seconds, or"
                            + " stop the cluster and start it anew");
        }
        if (missing.isEmpty()) {
            console.say(
                    "the cluster runs already, with %s of %d slots"
                            .formatted(
                                    options.shape().description(),
                                    configuration.get(TaskManagerOptions.NUM_TASK_SLOTS)));
            console.say("web UI: " + view.webUi());
            return 0;
        }
        console.say("starting what is gone: " + String.join(", ", missing));
        return start(configuration, missing);
    }

    /** Another program may take a port between its choice and its use: then others are chosen. */
    private int startNew() throws IOException, InterruptedException {
        console.say("starting " + String.join(", ", options.shape().names()));
        for (int attempt = 1; ; attempt++) {
            try {
                return start(prepare(), options.shape().names());
            } catch (FailureException | ServerException e) {
                boolean portTaken = PORT_TAKEN.matcher(String.valueOf(e.getMessage())).find();
                if (attempt == ATTEMPTS_MAX || !portTaken) {
                    throw e;
                }
                LOG.warn("Choosing other ports", e);
            }
        }
    }

    private int start(Configuration configuration, List<String> names)
            throws IOException, InterruptedException {
        ClusterView view = new ClusterView(configuration, options.shape());
        StartAttempt attempt = new StartAttempt(cluster, console, () -> interruption != 0);
        if (!attempt.complete(configuration, view, names)) {
            console.say("interrupted: what had been started is ended");
            return interruption;
        }
        console.say("web UI: " + view.webUi());
        return 0;
    }

    /** Nothing lives, so what earlier processes left behind can go. */
    private Configuration prepare() throws IOException, InterruptedException {
        ClusterStop.end(cluster.processes());
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
}
