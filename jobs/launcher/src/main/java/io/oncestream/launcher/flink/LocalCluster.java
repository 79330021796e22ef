package io.oncestream.launcher.flink;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.home.Scratch;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink session cluster in this process, with its web UI on the loopback interface, and what
 * Flink's command line does: a job's own main submits to it over REST.
 */
public final class LocalCluster implements AutoCloseable {

    /** Where the web UI is looked for first, and how far the search for a free port goes. */
    public static final String WEB_PORTS = "8081-8181";

    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final MiniCluster cluster;
    private final Scratch scratch;
    private final Configuration configuration;
    private final URI webUi;

    private LocalCluster(MiniCluster cluster, Scratch scratch, Configuration base, URI webUi) {
        this.cluster = cluster;
        this.scratch = scratch;
        this.webUi = webUi;
        this.configuration = new Configuration(base);
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(DeploymentOptions.ATTACHED, true);
        configuration.set(RestOptions.ADDRESS, webUi.getHost());
        configuration.set(RestOptions.PORT, webUi.getPort());
    }

    /**
     * Starts a cluster.
     *
     * @param slots how many parallel subtasks a job can have
     * @param webPorts one port or a range, of which the first free one is taken
     */
    public static LocalCluster start(Home home, int slots, String webPorts) {
        try {
            Scratch scratch = Scratch.open(home);
            Configuration base = LocalConfiguration.of(home, scratch.folder, slots, webPorts);
            MiniCluster cluster =
                    new MiniCluster(
                            new MiniClusterConfiguration.Builder()
                                    .setConfiguration(base)
                                    .setNumTaskManagers(1)
                                    .setNumSlotsPerTaskManager(slots)
                                    .build());
            cluster.start();
            return new LocalCluster(cluster, scratch, base, cluster.getRestAddress().get());
        } catch (Exception e) {
            throw new FailureException(
                    "the embedded Flink does not start: "
                            + RootCause.of(e)
                            + "; its log: "
                            + home.log(),
                    e);
        }
    }

    public URI webUi() {
        return webUi;
    }

    /** A job's entry, as Flink's command line would call it. */
    public interface JobMain {
        void run(String[] args) throws Exception;
    }

    /** Runs a job's main to its end; the one job that it executes has the given id. */
    public void run(JobMain main, JobID jobId, String[] args) throws Exception {
        Configuration context = new Configuration(configuration);
        context.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, jobId.toHexString());
        StreamContextEnvironment.setAsContext(
                new DefaultExecutorServiceLoader(),
                context,
                LocalCluster.class.getClassLoader(),
                true,
                true);
        try {
            main.run(args);
        } finally {
            StreamContextEnvironment.unsetAsContext();
        }
    }

    @Override
    public void close() {
        try {
            cluster.closeAsync().get(STOP_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Flink did not stop in good order", e);
        }
        scratch.close();
    }
}
