package io.oncestream.server.flink;

import io.oncestream.server.process.Installation;
import io.oncestream.server.process.JavaCommand;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
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
 * options included (see {@link BashJavaUtils}). None is waited for.
 *
 * @param conf Flink's configuration folder
 * @param configuration what is in it
 * @param folder for NAME.log, NAME.out and NAME.pid of each
 */
public record FlinkProcesses(
        Installation installation, Path conf, Configuration configuration, Path folder) {

    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    /**
     * Starts a JobManager.
     *
     * @param webPort of its REST interface and web UI
     */
    public ServerProcess startJobManager(String name, int webPort) throws IOException {
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
        List<String> properties = new ArrayList<>();
        properties.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
        properties.addAll(List.of("-D", RestOptions.PORT.key() + "=" + webPort));
        properties.addAll(List.of("-D", RestOptions.BIND_PORT.key() + "=" + webPort));
        List<String> options = new ArrayList<>(jvmOptions(CoreOptions.FLINK_JM_JVM_OPTIONS.key()));
        options.addAll(
                words(JobManagerProcessUtils.generateJvmParametersStr(memory, configuration)));
        return start(name, JOB_MANAGER, options, properties);
    }

    /** Starts a TaskManager, whose resource id is its name. */
    public ServerProcess startTaskManager(String name) throws IOException {
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
        options.add("-Dlog.file=" + folder.resolve(name + ".log"));
        options.add("-Dlog4j2.configurationFile=" + installation.logging("log4j.properties"));
        List<String> arguments = new ArrayList<>(List.of("-c", conf.toString()));
        arguments.addAll(properties);
        return ServerProcess.start(
                folder,
                name,
                JavaCommand.of(installation.flinkClassPath(), options, mainClass, arguments),
                Map.of());
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
