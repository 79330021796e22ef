package io.oncestream.launcher.console;

import io.oncestream.launcher.flink.JobMonitor;
import io.oncestream.launcher.flink.JobProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows on the console how far a job is and why it restarts. */
public final class ProgressFollower {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressFollower.class);
    private static final Duration IN_PIPE_EVERY = Duration.ofSeconds(5);

    private final Console console;
    private final JobMonitor monitor;
    private final String name;
    private final Standstill standstill;
    private final RowRate rate = new RowRate();
    private long shownNanos;
    private long failureMillis;
    private String failureReason = "";

    /**
     * Of a job with this name.
     *
     * @param inputWaits what the job's source waits for; asked in another thread, and may fail
     */
    public ProgressFollower(
            Console console,
            JobMonitor monitor,
            String name,
            Supplier<Optional<String>> inputWaits) {
        this.console = console;
        this.monitor = monitor;
        this.name = name;
        this.standstill = new Standstill(inputWaits);
        this.shownNanos = System.nanoTime();
    }

    /**
     * Looks once.
     *
     * @return the job's status, empty until it is submitted or while Flink does not answer
     */
    public Optional<JobStatus> look() {
        try {
            Optional<JobStatus> status = monitor.status();
            if (status.isPresent() && !status.get().isGloballyTerminalState()) {
                showFailure();
                showProgress();
            }
            return status;
        } catch (IOException e) {
            LOG.debug("No answer from Flink", e);
            return Optional.empty();
        }
    }

    private void showProgress() throws IOException {
        JobProgress progress = monitor.progress();
        long now = System.nanoTime();
        long rowsPerSecond = rate.perSecond(now, progress.rowsRead());
        Optional<String> inputWaits =
                progress.inputRead()
                        ? Optional.empty()
                        : standstill.reason(now, progress.rowsRead());
        if (!console.inPlace() && now - shownNanos < IN_PIPE_EVERY.toNanos()) {
            return;
        }
        shownNanos = now;
        console.progress(
                ProgressLine.of(
                        name,
                        progress,
                        rowsPerSecond,
                        monitor.restarts(),
                        inputWaits,
                        console.columns()));
    }

    /** Each new reason in a line that stays; the same one again and again only once. */
    private void showFailure() throws IOException {
        Optional<JobMonitor.Failure> failure = monitor.lastFailure();
        if (failure.isEmpty() || failure.get().timestampMillis() == failureMillis) {
            return;
        }
        // Looked at behind the failure: the job may have ended with it.
        if (monitor.status().filter(ProgressFollower::goesOn).isEmpty()) {
            return;
        }
        failureMillis = failure.get().timestampMillis();
        if (!failure.get().reason().equals(failureReason)) {
            failureReason = failure.get().reason();
            console.say(name + ": restarting: " + failureReason);
        }
    }

    private static boolean goesOn(JobStatus status) {
        return status != JobStatus.FAILING && !status.isGloballyTerminalState();
    }
}
