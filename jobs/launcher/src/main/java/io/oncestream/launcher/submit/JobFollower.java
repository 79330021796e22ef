package io.oncestream.launcher.submit;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.ProgressFollower;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.flink.JobMonitor;
import io.oncestream.launcher.job.JobRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches a submitted job until it runs, or until it ends. */
final class JobFollower {

    private static final Logger LOG = LoggerFactory.getLogger(JobFollower.class);
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 250;

    private final Console console;
    private final JobMonitor monitor;
    private final ProgressFollower progress;

    JobFollower(Console console, JobMonitor monitor, JobRequest request) {
        this.console = console;
        this.monitor = monitor;
        this.progress =
                new ProgressFollower(
                        console, monitor, request.job().name(), request::sourceWaitsFor);
    }

    /**
     * Waits until all tasks of the job run, which shows that its sinks let it start.
     *
     * @return its status; not RUNNING when it ended meanwhile, or waits for slots
     */
    JobStatus awaitStart() throws InterruptedException {
        long end = System.nanoTime() + START_MAX.toNanos();
        JobStatus status = JobStatus.INITIALIZING;
        while (!status.isGloballyTerminalState() && !runs() && System.nanoTime() < end) {
            console.step("waiting until all tasks of the job run");
            Thread.sleep(POLL_MILLIS);
            status = status(status);
        }
        console.clear();
        return status;
    }

    /** Waits until the job has ended, with its progress on the console. */
    JobStatus awaitEnd() throws InterruptedException {
        long heard = System.nanoTime();
        while (true) {
            Optional<JobStatus> status = progress.look();
            if (status.filter(JobStatus::isGloballyTerminalState).isPresent()) {
                console.clear();
                return status.get();
            }
            if (status.isPresent()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > SILENCE_MAX.toNanos()) {
                throw new FailureException(
                        "no JobManager has known the job for %d s: look at the web UI or cluster status"
                                .formatted(SILENCE_MAX.toSeconds()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private boolean runs() {
        try {
            return monitor.allTasksRun();
        } catch (IOException e) {
            LOG.debug("Not known yet", e);
            return false;
        }
    }

    private JobStatus status(JobStatus before) {
        try {
            return monitor.status().orElse(before);
        } catch (IOException e) {
            LOG.debug("No answer", e);
            return before;
        }
    }
}
