package io.oncestream.launcher.flink;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.time.Deadline;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.core.execution.SavepointFormatType;
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
        try (RestClusterClient<String> client = monitor.client()) {
            Optional<String> savepoint = stopWithSavepoint(client);
            if (savepoint.isPresent()) {
                return savepoint;
            }
            get(client.cancel(monitor.jobId()), CANCEL_MAX);
            get(client.requestJobResult(monitor.jobId()), CANCEL_MAX);
            return monitor.lastCheckpoint();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("Flink does not answer", e);
            return Optional.empty();
        }
    }

    /** Asks again while Flink declines, as it does until all tasks run. */
    private Optional<String> stopWithSavepoint(RestClusterClient<String> client)
            throws InterruptedException {
        Deadline end = Deadline.fromNow(SAVEPOINT_MAX);
        while (end.hasTimeLeft()) {
            try {
                return Optional.of(
                        get(
                                client.stopWithSavepoint(
                                        monitor.jobId(), false, null, SavepointFormatType.DEFAULT),
                                end.timeLeft()));
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("No savepoint yet", e);
                if (hasEnded()) {
                    break;
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
        return Optional.empty();
    }

    private static <T> T get(Future<T> answer, Duration most)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean hasEnded() {
        try {
            return monitor.status().filter(JobStatus::isGloballyTerminalState).isPresent();
        } catch (IOException e) {
            LOG.warn("Flink does not answer", e);
            return false;
        }
    }
}
