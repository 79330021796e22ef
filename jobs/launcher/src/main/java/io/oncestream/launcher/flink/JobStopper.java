package io.oncestream.launcher.flink;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a job so that it can be resumed without loss: with a savepoint if at all possible. */
public final class JobStopper {

    private static final Logger LOG = LoggerFactory.getLogger(JobStopper.class);
    private static final Duration SAVEPOINT_MAX = Duration.ofSeconds(20);
    private static final Duration CANCEL_MAX = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 100;

    private final JobMonitor monitor;

    public JobStopper(JobMonitor monitor) {
        this.monitor = monitor;
    }

    /**
     * Stops the job.
     *
     * @return where the job can be resumed from; empty when it had not yet taken a checkpoint
     */
    public Optional<String> stop() throws InterruptedException {
        Optional<String> savepoint = stopWithSavepoint();
        if (savepoint.isPresent()) {
            return savepoint;
        }
        try {
            cancel();
            return monitor.lastCheckpoint();
        } catch (IOException e) {
            LOG.warn("Flink does not answer", e);
            return Optional.empty();
        }
    }

    /** Asks again while Flink declines, as it does until all tasks run. */
    private Optional<String> stopWithSavepoint() throws InterruptedException {
        long end = System.nanoTime() + SAVEPOINT_MAX.toNanos();
        while (System.nanoTime() < end) {
            try {
                return awaitSavepoint(monitor.requestStop(), end);
            } catch (IOException e) {
                LOG.warn("No savepoint yet", e);
                if (hasEnded()) {
                    return Optional.empty();
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
        return Optional.empty();
    }

    private Optional<String> awaitSavepoint(String request, long end)
            throws IOException, InterruptedException {
        while (System.nanoTime() < end) {
            Optional<String> path = monitor.savepoint(request);
            if (path.isPresent()) {
                return path;
            }
            Thread.sleep(POLL_MILLIS);
        }
        LOG.warn("No savepoint within {}", SAVEPOINT_MAX);
        return Optional.empty();
    }

    private boolean hasEnded() {
        try {
            return monitor.status().filter(JobStatus::isGloballyTerminalState).isPresent();
        } catch (IOException e) {
            LOG.warn("Flink does not answer", e);
            return false;
        }
    }

    private void cancel() throws IOException, InterruptedException {
        monitor.cancel();
        long end = System.nanoTime() + CANCEL_MAX.toNanos();
        while (System.nanoTime() < end
                && !monitor.status().orElseThrow().isGloballyTerminalState()) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
