package io.oncestream.job.averages;

import io.oncestream.testing.Patience;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;

/** What tests do with a running job. */
final class Jobs {

    private Jobs() {}

    /** Until it writes no more: not to the database, and no checkpoint into a test's folder. */
    static void cancel(JobClient job) throws Exception {
        if (!job.getJobStatus().get().isGloballyTerminalState()) {
            job.cancel().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        Patience.await().until(() -> job.getJobStatus().get().isGloballyTerminalState());
    }
}
