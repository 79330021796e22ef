package io.oncestream.launcher.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which processes a cluster has.
 *
 * @param taskManagers how many
 * @param highAvailability whether a second JobManager stands by, with ZooKeeper between them
 */
record ClusterShape(int taskManagers, boolean highAvailability) {

    static final String ZOOKEEPER = "zookeeper";
    static final String JOB_MANAGER = "jobmanager-";
    static final String TASK_MANAGER = "taskmanager-";

    /** In the order in which they start. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        if (highAvailability) {
            names.add(ZOOKEEPER);
        }
        names.addAll(jobManagers());
        IntStream.rangeClosed(1, taskManagers).forEach(i -> names.add(TASK_MANAGER + i));
        return names;
    }

    List<String> jobManagers() {
        return highAvailability
                ? List.of(JOB_MANAGER + 1, JOB_MANAGER + 2)
                : List.of(JOB_MANAGER + 1);
    }

    /** The name without its number. */
    static String kind(String process) {
        return process.replaceFirst("\\d+$", "");
    }

    /** The N of jobmanager-N. */
    static int number(String jobManager) {
        return Integer.parseInt(jobManager.substring(JOB_MANAGER.length()));
    }

    /** The options that start a cluster of this shape. */
    String options() {
        return "--taskmanagers " + taskManagers + (highAvailability ? " --ha" : "");
    }

    String description() {
        return (highAvailability ? "high availability and " : "")
                + (taskManagers == 1 ? "1 TaskManager" : taskManagers + " TaskManagers");
    }
}
