package io.oncestream.launcher.cluster;

import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code cluster status}: processes, slots and jobs. Exit code 1 when something is gone. */
@Command(
        name = "status",
        description = "Shows the cluster's processes, slots and jobs. Exit code 0: it is complete.")
final class ClusterStatus extends ConsoleCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterStatus.class);
    private static final String LINE = "%-14s %-8s %s";

    @Override
    public Integer call() throws IOException {
        ClusterHome cluster = new ClusterHome(home);
        Optional<ClusterShape> shape = cluster.shape();
        if (shape.isEmpty()) {
            console.say("no cluster runs: %s cluster start starts one".formatted(home.command()));
            return 1;
        }
        Configuration configuration = ClusterConfiguration.load(cluster);
        Optional<URI> leader =
                shape.get().highAvailability() ? Leader.webUi(configuration) : Optional.empty();
        boolean complete = true;
        for (String name : shape.get().names()) {
            Optional<ServerProcess> process = cluster.process(name);
            boolean alive = process.filter(ServerProcess::isAlive).isPresent();
            complete &= alive;
            String state = alive ? role(configuration, name, leader) : "gone";
            String pid = process.map(found -> Long.toString(found.pid())).orElse("");
            printLine(name, state, pid);
        }
        complete &= printView(new ClusterView(configuration, shape.get()));
        if (!complete) {
            console.out.flush();
            console.say(
                    "not complete: %s cluster start %s starts what is gone"
                            .formatted(home.command(), shape.get().options()));
        }
        return complete ? 0 : 1;
    }

    private static String role(Configuration configuration, String process, Optional<URI> leader) {
        if (leader.isEmpty() || !process.startsWith(ClusterShape.JOB_MANAGER)) {
            return "running";
        }
        return leader.get()
                        .equals(
                                ClusterConfiguration.webUi(
                                        configuration, ClusterShape.number(process)))
                ? "leading"
                : "standby";
    }

    private boolean printView(ClusterView view) throws IOException {
        try {
            ClusterView.Overview overview = view.overview();
            printLine("web UI", "", view.webUi().toString());
            printLine("slots", "", "%d, %d free".formatted(overview.slots(), overview.freeSlots()));
            for (ClusterView.Job job : view.jobs()) {
                printLine(job.name(), job.status(), job.id());
            }
            return true;
        } catch (IOException e) {
            LOG.debug("No answer", e);
            console.say("no JobManager answers at " + view.webUi());
            return false;
        }
    }

    private void printLine(String name, String state, String value) {
        console.out.println(LINE.formatted(name, state, value).stripTrailing());
    }
}
