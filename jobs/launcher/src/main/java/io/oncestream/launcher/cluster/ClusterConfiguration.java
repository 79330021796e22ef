package io.oncestream.launcher.cluster;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.server.process.Folders;
import io.oncestream.server.process.LocalPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/**
 * flink-conf/config.yaml, and above it what only concerns a cluster on this machine, in a folder of
 * its own that Flink's processes and its command line read.
 */
final class ClusterConfiguration {

    static final String FILE = "config.yaml";

    private static final String ZOOKEEPER = "zookeeper";
    private static final int WEB_PORT = 8081;
    private static final int RPC_PORT = 6123;
    private static final int ZOOKEEPER_PORT = 2181;
    private static final int PORTS = 100;

    /** Flink has no option for it, and ignores what it does not know. */
    private static final ConfigOption<Integer> TASK_MANAGERS =
            ConfigOptions.key("oncestream.cluster.taskmanagers").intType().defaultValue(1);

    private static final Duration ZOOKEEPER_SESSION = Duration.ofSeconds(4);

    private ClusterConfiguration() {}

    /** What the running cluster was started with. */
    static Configuration load(ClusterHome cluster) {
        return GlobalConfiguration.loadConfiguration(cluster.conf().toString());
    }

    /** Chooses ports and folders, and writes the result for a cluster that starts now. */
    static Configuration write(ClusterHome cluster, ClusterStart.Options options)
            throws IOException {
        Path source = cluster.home().checkout().resolve("flink-conf");
        Configuration configuration = GlobalConfiguration.loadConfiguration(source.toString());
        int web = webPort(options);
        configuration.set(RestOptions.PORT, web);
        configuration.set(RestOptions.BIND_PORT, Integer.toString(web));
        configuration.set(JobManagerOptions.PORT, free("the JobManager", RPC_PORT));
        configuration.set(TASK_MANAGERS, options.shape().taskManagers());
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, options.slots());
        // One TaskManager can die and the job still has its slots.
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, options.slots());
        setFolders(configuration, cluster);
        if (options.shape().highAvailability()) {
            setHighAvailability(configuration, cluster);
        }
        Folders.make(cluster.conf());
        List<String> lines = new ArrayList<>();
        lines.add("# Written by cluster start; what can be changed is in flink-conf/.");
        lines.addAll(ConfigurationUtils.convertConfigToWritableLines(configuration, false));
        Files.write(cluster.conf().resolve(FILE), lines);
        return configuration;
    }

    /** Which processes the cluster has when it is complete. */
    static ClusterShape shape(Configuration configuration) {
        return new ClusterShape(
                configuration.get(TASK_MANAGERS),
                configuration.get(HighAvailabilityOptions.HA_MODE).equals(ZOOKEEPER));
    }

    private static void setFolders(Configuration configuration, ClusterHome cluster) {
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                cluster.home().folder("checkpoints").toUri().toString());
        configuration.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                cluster.home().folder("savepoints").toUri().toString());
        String scratch = cluster.home().folder("cluster/tmp").toString();
        configuration.set(CoreOptions.TMP_DIRS, scratch);
        configuration.set(WebOptions.TMP_DIR, scratch);
        // One folder for all JobManagers: a jar that was uploaded to one can be run by the next.
        configuration.set(WebOptions.UPLOAD_DIR, cluster.home().folder("cluster/jars").toString());
    }

    private static void setHighAvailability(Configuration configuration, ClusterHome cluster) {
        configuration.set(HighAvailabilityOptions.HA_MODE, ZOOKEEPER);
        configuration.set(
                HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM,
                "127.0.0.1:" + free("ZooKeeper", ZOOKEEPER_PORT));
        configuration.set(
                HighAvailabilityOptions.HA_STORAGE_PATH,
                cluster.home().folder("cluster/ha").toUri().toString());
        configuration.set(HighAvailabilityOptions.HA_CLUSTER_ID, "/oncestream");
        // After this the standby takes over from a JobManager that died; a minute by default.
        configuration.set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, ZOOKEEPER_SESSION);
        // And not before: a connection that is slow for a moment would restart all jobs.
        configuration.set(HighAvailabilityOptions.ZOOKEEPER_TOLERATE_SUSPENDED_CONNECTIONS, true);
    }

    /** The port that ZooKeeper is to listen on. */
    static int zooKeeperPort(Configuration configuration) {
        String quorum = configuration.get(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM);
        return Integer.parseInt(quorum.substring(quorum.lastIndexOf(':') + 1));
    }

    /** The web UI's port of the i-th JobManager, from 1; the standby's is another. */
    static int webPort(Configuration configuration, int jobManager) {
        int first = configuration.get(RestOptions.PORT);
        return first + jobManager - 1;
    }

    static URI webUi(Configuration configuration, int jobManager) {
        return URI.create("http://127.0.0.1:" + webPort(configuration, jobManager));
    }

    /** The JobManagers' ports follow one another. */
    private static int webPort(ClusterStart.Options options) {
        int last = options.shape().jobManagers().size() - 1;
        if (options.webPort().isPresent()) {
            int port = options.webPort().getAsInt();
            if (!LocalPort.isFree(port) || !LocalPort.isFree(port + last)) {
                throw new UsageException(
                        "--web-port %d is taken%s: choose another, or leave it out"
                                .formatted(port, last == 0 ? "" : ", or the one behind it"));
            }
            return port;
        }
        return LocalPort.firstFree(WEB_PORT, PORTS, last + 1)
                .orElseThrow(() -> none("the web UI", WEB_PORT));
    }

    private static int free(String whose, int first) {
        return LocalPort.firstFree(first, PORTS, 1).orElseThrow(() -> none(whose, first));
    }

    private static FailureException none(String whose, int first) {
        return new FailureException(
                "no port from %d to %d is free for %s".formatted(first, first + PORTS - 1, whose));
    }
}
