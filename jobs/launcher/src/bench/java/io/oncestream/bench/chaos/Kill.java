package io.oncestream.bench.chaos;

/** What is killed. */
enum Kill {
    TASK_MANAGER("TaskManager", true, false),
    JOB_MANAGER("JobManager", false, true),
    BOTH("TaskManager and JobManager", true, true),
    DATABASE("database", false, false);

    final String label;
    final boolean taskManager;
    final boolean jobManager;

    Kill(String label, boolean taskManager, boolean jobManager) {
        this.label = label;
        this.taskManager = taskManager;
        this.jobManager = jobManager;
    }
}
