package io.oncestream.launcher.flink;

import io.oncestream.launcher.home.Home;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** flink-conf/config.yaml, and above it what only concerns a run on this machine. */
final class LocalConfiguration {

    private static final int NETWORK_MIB_MIN = 64;

    private LocalConfiguration() {}

    /**
     * @param scratch a folder for temporary files that this process owns
     * @param webPorts one port or a range, of which the first free one is taken
     */
    static Configuration of(Home home, Path scratch, int slots, String webPorts) {
        Configuration configuration =
                GlobalConfiguration.loadConfiguration(
                        home.checkout().resolve("flink-conf").toString());
        configuration.set(RestOptions.BIND_PORT, webPorts);
        // A jar that is uploaded would run in this process, and end with it.
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, slots);
        // Of another process's TaskManager; here the JVM's own options say.
        configuration.removeConfig(TaskManagerOptions.TOTAL_PROCESS_MEMORY);
        // In one process nobody dies alone: a computer that sleeps is not to look like a death.
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMinutes(1));
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofDays(1));
        // So that results and progress are seen while one watches.
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(500));
        // How old an answer of the REST interface may be; 3 s would outlast a short job.
        configuration.set(WebOptions.REFRESH_INTERVAL, Duration.ofMillis(500));
        setFolders(configuration, home, scratch);
        setRestarts(configuration);
        setNetworkMemory(configuration, slots);
        return configuration;
    }

    private static void setFolders(Configuration configuration, Home home, Path scratch) {
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                home.folder("checkpoints").toUri().toString());
        configuration.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                home.folder("savepoints").toUri().toString());
        configuration.set(CoreOptions.TMP_DIRS, scratch.toString());
        configuration.set(WebOptions.TMP_DIR, scratch.toString());
    }

    /** Beside each of them the sinks try for half a minute: long enough for a restart. */
    private static void setRestarts(Configuration configuration) {
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(500));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofSeconds(10));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 5);
    }

    /** Each of two shuffles has slots x slots channels; the default is too small from 20 on. */
    private static void setNetworkMemory(Configuration configuration, int slots) {
        MemorySize size = MemorySize.ofMebiBytes(Math.max(NETWORK_MIB_MIN, slots * slots / 4));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, size);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, size);
    }
}
