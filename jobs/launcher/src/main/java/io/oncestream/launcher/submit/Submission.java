package io.oncestream.launcher.submit;

import io.oncestream.launcher.cluster.ClusterHome;
import io.oncestream.launcher.cluster.ClusterView;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.flink.JobMonitor;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.job.JobReport;
import io.oncestream.launcher.job.JobRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;

/** One job on its way to the cluster, and, if that was asked for, to its end. */
final class Submission {

    private static final Path JAR = Path.of("jobs/collection/target/oncestream-jobs.jar");

    private static final long POLL_MILLIS = 100;

    private final Home home;
    private final Console console;
    private final JobRequest request;
    private final ClusterHome cluster;
    private final ClusterView view;
    private final JobID jobId = new JobID();
    private final JobMonitor monitor;
    private final long startNanos = System.nanoTime();

    Submission(
            Home home, Console console, JobRequest request, ClusterHome cluster, ClusterView view) {
        this.home = home;
        this.console = console;
        this.request = request;
        this.cluster = cluster;
        this.view = view;
        this.monitor = new JobMonitor(view.rest(), jobId);
    }

    /** Returns the exit code. */
    int execute() throws Exception {
        console.step("submitting " + request.job().name());
        console.say("source: " + request.sourceGuarantee());
        new FlinkClient(home, cluster.conf())
                .submit(
                        jobId,
                        request.job().job().getClass().getName(),
                        home.checkout().resolve(JAR),
                        request.jobArguments(home, ""));
        console.clear();
        console.out.println("job " + jobId.toHexString());
        console.out.println(
                "web UI " + view.webUi().resolve("/#/job/running/" + jobId + "/overview"));
        console.out.flush();
        Interrupts.handle(this::interrupted);
        JobFollower follower = new JobFollower(console, monitor, request);
        boolean wait = request.<Boolean>option(SubmitCommand.WAIT).orElse(false);
        JobStatus status = wait ? follower.awaitEnd() : follower.awaitStart();
        if (status == JobStatus.FINISHED) {
            if (wait) {
                return report();
            }
            console.say(request.job().name() + " has finished already");
            return 0;
        }
        if (status.isGloballyTerminalState()) {
            return explain(status);
        }
        if (status != JobStatus.RUNNING) {
            console.say("not all of its tasks run yet: the web UI shows what they wait for");
        }
        return 0;
    }

    /** Flink answers from a cache for some seconds. */
    private void awaitSettled() throws IOException, InterruptedException {
        while (!monitor.isSettled()) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private int report() throws Exception {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        awaitSettled();
        try (TargetDatabases target = TargetDatabases.at(request.to(), request.passwordFile())) {
            new JobReport(home, console, request)
                    .print(target, jobId.toHexString(), monitor.accumulators(), seconds);
        }
        return 0;
    }

    private int explain(JobStatus status) throws Exception {
        awaitSettled();
        boolean cancelled = status == JobStatus.CANCELED;
        String what = cancelled ? "was cancelled" : "failed";
        String why = monitor.lastFailure().map(failure -> ": " + failure.reason()).orElse("");
        console.say(request.job().name() + " " + what + why);
        monitor.lastCheckpoint()
                .ifPresent(
                        path ->
                                console.say(
                                        cancelled
                                                ? request.resumeLine(home, path)
                                                : request.resumeLineOfFailed(home, path)));
        return 1;
    }

    private void interrupted(int exitCode) {
        console.clear();
        console.say(
                "the job goes on; stop it with a savepoint by: %s flink stop %s"
                        .formatted(home.command(), jobId));
        Runtime.getRuntime().halt(exitCode);
    }
}
