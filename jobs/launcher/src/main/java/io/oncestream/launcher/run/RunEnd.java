package io.oncestream.launcher.run;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.flink.JobMonitor;
import io.oncestream.launcher.flink.JobStopper;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.job.JobRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a run before its result is complete: why, and how it can be resumed. */
final class RunEnd {

    private static final Logger LOG = LoggerFactory.getLogger(RunEnd.class);

    private final Home home;
    private final Console console;
    private final JobRequest request;

    RunEnd(Home home, Console console, JobRequest request) {
        this.home = home;
        this.console = console;
        this.request = request;
    }

    void stopWithSavepoint(JobMonitor monitor) throws InterruptedException {
        Optional<String> path = new JobStopper(monitor).stop();
        console.say(request.job().name() + " is stopped");
        console.say(
                path.map(found -> request.resumeLine(home, found))
                        .orElse(
                                "it had not yet taken a checkpoint, so there is nothing to"
                                        + " resume"));
    }

    /**
     * A job that failed, was cancelled or never began, or a main without a job.
     *
     * @param status empty without a job
     * @return the exit code
     * @throws ProgramParametrizationException when the job's main found wrong usage
     */
    int withoutResult(Optional<JobStatus> status, JobMonitor monitor, MainThread main)
            throws InterruptedException, TimeoutException, ProgramParametrizationException {
        if (status.isPresent() && status.get() == JobStatus.CANCELED) {
            return explain("was cancelled", request::resumeLine, monitor);
        }
        try {
            main.await();
            return status.isPresent() ? explain("failed", request::resumeLineOfFailed, monitor) : 0;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProgramParametrizationException usage) {
                throw usage;
            }
            LOG.error("The job failed", e);
            return explain("failed: " + RootCause.of(e), request::resumeLineOfFailed, monitor);
        }
    }

    private int explain(String what, BiFunction<Home, String, String> resume, JobMonitor monitor) {
        console.say(request.job().name() + " " + what);
        lastCheckpoint(monitor).ifPresent(path -> console.say(resume.apply(home, path)));
        console.say("log: " + home.log());
        return 1;
    }

    private static Optional<String> lastCheckpoint(JobMonitor monitor) {
        try {
            return monitor.lastCheckpoint();
        } catch (IOException e) {
            LOG.debug("No such job, or no answer", e);
            return Optional.empty();
        }
    }
}
