package io.oncestream.bench.measure;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.Job;
import io.oncestream.kit.JobOptions;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/** A Flink in this JVM for one case, with flink-conf/config.yaml as its configuration. */
public final class FlinkEngine implements AutoCloseable {

    /** Settings of a case. */
    public static final String PARALLELISM = "parallelism";

    public static final String BACKEND = "backend";
    public static final String CHECKPOINT_MILLIS = "checkpoint-millis";

    /** For RocksDB and for the operators of Flink SQL; config.yaml has none. */
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(1024);

    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(128);

    private final MiniCluster cluster;
    private final Path scratch;
    private final Configuration configuration;
    private final int parallelism;

    private FlinkEngine(
            MiniCluster cluster, Path scratch, Configuration configuration, int parallelism) {
        this.cluster = cluster;
        this.scratch = scratch;
        this.configuration = configuration;
        this.parallelism = parallelism;
    }

    /**
     * Starts it.
     *
     * @param above what counts more than config.yaml
     */
    public static FlinkEngine start(Case one, Configuration above) throws Exception {
        Path scratch = Files.createTempDirectory("flink-");
        Configuration configuration = configuration(one, scratch);
        configuration.addAll(above);
        int parallelism = one.number(PARALLELISM);
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(parallelism)
                                .build());
        cluster.start();
        return new FlinkEngine(cluster, scratch, configuration, parallelism);
    }

    private static Configuration configuration(Case one, Path scratch) {
        Home home = Home.fromSystemProperties();
        Configuration configuration =
                GlobalConfiguration.loadConfiguration(
                        home.checkout().resolve("flink-conf").toString());
        configuration.removeConfig(TaskManagerOptions.TOTAL_PROCESS_MEMORY);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(CoreOptions.TMP_DIRS, scratch.toString());
        // In one process nobody dies alone.
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofDays(1));
        // A round in which something failed counts for nothing.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(StateBackendOptions.STATE_BACKEND, one.text(BACKEND));
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                Duration.ofMillis(one.number(CHECKPOINT_MILLIS)));
        // A batch job, which takes no checkpoints, refuses this one.
        configuration.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                scratch.resolve("checkpoints").toUri().toString());
        return configuration;
    }

    /** A new environment, whose jobs run here. */
    public StreamExecutionEnvironment environment(Configuration above) {
        Configuration own = new Configuration(configuration);
        own.addAll(above);
        StreamExecutionEnvironment env =
                new TestStreamEnvironment(cluster, own, parallelism, List.of(), List.of());
        env.configure(own);
        return env;
    }

    /** Draws a job as its options say, in an environment whose jobs run here. */
    public <O extends JobOptions> StreamExecutionEnvironment draw(Job<O> job, List<String> words) {
        O options = job.options();
        CommandLines.parse(CommandLines.of(options), words.toArray(String[]::new));
        StreamExecutionEnvironment env = environment(new Configuration());
        job.build(env, options);
        return env;
    }

    public MiniCluster cluster() {
        return cluster;
    }

    @Override
    public void close() throws Exception {
        cluster.close();
        Folders.delete(scratch);
    }
}
