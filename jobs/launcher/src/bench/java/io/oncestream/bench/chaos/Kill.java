package io.oncestream.bench.chaos;

import java.util.List;

/** What is killed, or made to stand still. */
enum Kill {
    TASK_MANAGER("TaskManager", true, false),
    JOB_MANAGER("JobManager", false, true),
    BOTH("TaskManager and JobManager", true, true),
    DATABASE("database", false, false),
    /** Its processes get SIGSTOP: connections stay, and nobody answers. */
    PAUSE("paused database", false, false);

    /** All that end something. */
    static final List<Kill> ENDS = List.of(TASK_MANAGER, JOB_MANAGER, BOTH, DATABASE);

    final String label;
    final boolean taskManager;
    final boolean jobManager;

    Kill(String label, boolean taskManager, boolean jobManager) {
        this.label = label;
        this.taskManager = taskManager;
        this.jobManager = jobManager;
    }

    boolean isOfCluster() {
        return taskManager || jobManager;
    }
}
