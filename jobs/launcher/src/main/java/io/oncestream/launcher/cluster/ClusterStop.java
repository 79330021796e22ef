package io.oncestream.launcher.cluster;

import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.flink.JobMonitor;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code cluster stop}: ends the processes that {@code cluster start} started, and no others. */
@Command(
        name = "stop",
        description =
                "Ends the processes that cluster start started. Jobs stop where they are: with"
                        + " --ha they go on when the cluster is started again, without it they can"
                        + " be resumed from their last checkpoint.")
final class ClusterStop extends ConsoleCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterStop.class);
    private static final Duration END_MAX = Duration.ofSeconds(20);

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClusterHome cluster = new ClusterHome(home);
        try (ClusterLock lock = ClusterLock.take(cluster)) {
            return stop(cluster);
        }
    }

    private int stop(ClusterHome cluster) throws IOException, InterruptedException {
        Optional<ClusterShape> shape = cluster.shape();
        List<ServerProcess> processes = cluster.processes();
        if (shape.isEmpty()) {
            end(processes);
            console.say("no cluster runs");
            return 0;
        }
        sayWhatBecomesOfJobs(cluster, shape.get());
        console.step("stopping " + shape.get().description());
        end(processes);
        console.clear();
        console.say("the cluster is stopped");
        return 0;
    }

    private void sayWhatBecomesOfJobs(ClusterHome cluster, ClusterShape shape) {
        ClusterView view = new ClusterView(ClusterConfiguration.load(cluster), shape);
        try {
            for (ClusterView.Job job : view.jobs()) {
                String what = "%s (job %s) was %s: ".formatted(job.name(), job.id(), job.status());
                console.say(what + future(shape, view, job));
            }
        } catch (IOException e) {
            LOG.warn("No answer from the JobManager", e);
        }
    }

    private static String future(ClusterShape shape, ClusterView view, ClusterView.Job job)
            throws IOException {
        if (shape.highAvailability()) {
            return "it goes on when the cluster is started again with " + shape.options();
        }
        return new JobMonitor(view.rest(), JobID.fromHexString(job.id()))
                .lastCheckpoint()
                .map(path -> "it can be resumed by --resume " + path)
                .orElse("it had not yet taken a checkpoint");
    }

    /** TaskManagers first, so that none of them looks for a JobManager; ZooKeeper last. */
    static void end(List<ServerProcess> processes) throws IOException, InterruptedException {
        for (String kind :
                List.of(
                        ClusterShape.TASK_MANAGER,
                        ClusterShape.JOB_MANAGER,
                        ClusterShape.ZOOKEEPER)) {
            List<ServerProcess> some =
                    processes.stream().filter(process -> process.name().startsWith(kind)).toList();
            some.forEach(ServerProcess::requestStop);
            for (ServerProcess process : some) {
                process.awaitEnd(END_MAX);
            }
        }
    }
}
