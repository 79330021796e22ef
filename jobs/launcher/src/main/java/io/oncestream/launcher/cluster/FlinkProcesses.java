package io.oncestream.launcher.cluster;

import io.oncestream.server.process.JavaCommand;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.zookeeper.ZooKeeperServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.bash.BashJavaUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * Starts JobManagers and TaskManagers the way the scripts of a Flink distribution do, memory
 * options included (see {@link BashJavaUtils}).
 */
final class FlinkProcesses {

    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private final ClusterHome cluster;
    private final Configuration configuration;

    FlinkProcesses(ClusterHome cluster, Configuration configuration) {
        this.cluster = cluster;
        this.configuration = configuration;
    }

    ServerProcess start(String name) throws IOException, InterruptedException {
        if (name.equals(ClusterShape.ZOOKEEPER)) {
            int port = ClusterConfiguration.zooKeeperPort(configuration);
            return ZooKeeperServer.start(
                    cluster.home().checkout(), cluster.folderOf(name), name, port);
        }
        return name.startsWith(ClusterShape.JOB_MANAGER)
                ? startJobManager(name)
                : startTaskManager(name);
    }

    private ServerProcess startJobManager(String name) throws IOException {
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
        int number = ClusterShape.number(name);
        String webPort = Integer.toString(ClusterConfiguration.webPort(configuration, number));
        List<String> properties = new ArrayList<>();
        properties.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
        properties.addAll(List.of("-D", RestOptions.PORT.key() + "=" + webPort));
        properties.addAll(List.of("-D", RestOptions.BIND_PORT.key() + "=" + webPort));
        List<String> options = new ArrayList<>(jvmOptions(CoreOptions.FLINK_JM_JVM_OPTIONS.key()));
        options.addAll(
                words(JobManagerProcessUtils.generateJvmParametersStr(memory, configuration)));
        return start(name, JOB_MANAGER, options, properties);
    }

    private ServerProcess startTaskManager(String name) throws IOException {
        TaskExecutorProcessSpec memory =
                TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        List<String> properties = new ArrayList<>();
        properties.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
        properties.addAll(
                List.of("-D", TaskManagerOptions.TASK_MANAGER_RESOURCE_ID.key() + "=" + name));
        List<String> options = new ArrayList<>(jvmOptions(CoreOptions.FLINK_TM_JVM_OPTIONS.key()));
        options.addAll(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
        return start(name, TASK_MANAGER, options, properties);
    }

    private ServerProcess start(
            String name, String mainClass, List<String> jvmOptions, List<String> properties)
            throws IOException {
        List<String> options = new ArrayList<>(jvmOptions);
        options.add("-Dlog.file=" + cluster.log(name));
        options.add("-Dlog4j2.configurationFile=" + logging());
        List<String> arguments = new ArrayList<>(List.of("-c", cluster.conf().toString()));
        arguments.addAll(properties);
        String classPath = JavaCommand.flinkClassPath(cluster.home().checkout());
        return ServerProcess.start(
                cluster.folderOf(name),
                name,
                JavaCommand.of(classPath, options, mainClass, arguments),
                Map.of());
    }

    private String logging() {
        return cluster.home().checkout().resolve("flink-conf/log4j.properties").toString();
    }

    private List<String> jvmOptions(String key) {
        List<String> options = new ArrayList<>();
        options.addAll(words(configuration.get(CoreOptions.FLINK_JVM_OPTIONS)));
        options.addAll(words(configuration.getString(key, "")));
        return options;
    }

    private static List<String> words(String options) {
        return Arrays.stream(options.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
