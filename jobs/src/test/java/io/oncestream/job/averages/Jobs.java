package io.oncestream.job.averages;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.awaitility.Awaitility;

/** What tests do with a running job. */
final class Jobs {

    private Jobs() {}

    /** Until it writes no more: not to the database, and no checkpoint into a test's folder. */
    static void cancel(JobClient job) throws Exception {
        if (!job.getJobStatus().get().isGloballyTerminalState()) {
            job.cancel().get(30, TimeUnit.SECONDS);
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> job.getJobStatus().get().isGloballyTerminalState());
    }
}
