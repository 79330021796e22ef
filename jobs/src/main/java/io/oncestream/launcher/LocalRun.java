package io.oncestream.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job in this process, from its start to its end, whichever way it ends. */
final class LocalRun {

    private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);
    private static final long POLL_MILLIS = 250;
    private static final Duration MAIN_ENDS_MAX = Duration.ofSeconds(30);

    private final Home home;
    private final Console console;
    private final RunRequest request;
    private final JobID jobId = new JobID();
    private final long startNanos = System.nanoTime();
    private volatile @Nullable TargetDatabase database;
    private volatile boolean stoppable;
    private volatile int stopCode;

    LocalRun(Home home, Console console, RunRequest request) {
        this.home = home;
        this.console = console;
        this.request = request;
    }

    /** Returns the exit code. */
    int execute() throws Exception {
        Interrupts.handle(this::interrupted);
        try (TargetDatabase target = openDatabase()) {
            database = target;
            if (!request.embedded()) {
                return runOn(target);
            }
            try (TableLock lock = TableLock.take(target, request.table())) {
                LOG.debug("Holding {}", lock);
                return runOn(target);
            }
        }
    }

    private TargetDatabase openDatabase() {
        if (!request.embedded()) {
            return TargetDatabase.at(request.to(), request.passwordFile());
        }
        console.step("starting the embedded PostgreSQL");
        return TargetDatabase.embedded(home);
    }

    private int runOn(TargetDatabase target) throws Exception {
        boolean replaces = request.embedded() && !request.resumed() && isKnown(target);
        console.step("starting Flink");
        String webPorts =
                request.webPort() == null ? LocalCluster.WEB_PORTS : request.webPort().toString();
        try (LocalCluster cluster = LocalCluster.start(home, request.slots(), webPorts)) {
            console.say("web UI: " + cluster.webUi());
            if (replaces) {
                console.say("replacing the table " + request.table() + " of an earlier run");
            }
            JobMonitor monitor = new JobMonitor(new FlinkRest(cluster.webUi()), jobId);
            CompletableFuture<Void> main = start(cluster, request.jobArguments(home, target.url()));
            Optional<JobStatus> end = follow(monitor, main);
            console.clear();
            return end.isPresent() && end.get() == JobStatus.FINISHED
                    ? finished(monitor, main, target)
                    : ended(end, monitor, main);
        } finally {
            removeEmptyCheckpoints();
        }
    }

    /** Flink deletes a finished job's checkpoints, but not the folder that they were in. */
    private void removeEmptyCheckpoints() throws IOException {
        Path folder = home.folder("checkpoints").resolve(jobId.toHexString());
        if (Files.exists(folder)
                && Folders.list(folder).stream()
                        .noneMatch(child -> child.getFileName().toString().startsWith("chk-"))) {
            Folders.delete(folder);
        }
    }

    private boolean isKnown(TargetDatabase target) throws SQLException {
        try (Connection connection = target.connect()) {
            return new WrittenTables(connection).isKnown(request.table());
        }
    }

    private CompletableFuture<Void> start(LocalCluster cluster, String[] arguments) {
        CompletableFuture<Void> main = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                cluster.run(request.job().main(), jobId, arguments);
                                main.complete(null);
                            } catch (Throwable e) {
                                main.completeExceptionally(e);
                            }
                        },
                        "job-main");
        thread.setDaemon(true);
        thread.start();
        return main;
    }

    /** Until the job has ended, or its main without one. */
    private Optional<JobStatus> follow(JobMonitor monitor, CompletableFuture<Void> main)
            throws InterruptedException {
        ProgressFollower follower = new ProgressFollower(console, monitor, request.job().name());
        while (true) {
            boolean mainEnded = main.isDone();
            Optional<JobStatus> status = follower.look();
            stoppable = status.isPresent();
            if (status.filter(JobStatus::isGloballyTerminalState).isPresent()) {
                return status;
            }
            if (mainEnded) {
                return Optional.empty();
            }
            if (stopCode != 0) {
                stop(monitor);
                return status;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void interrupted(int code) {
        if (stopCode == 0 && stoppable) {
            stopCode = code;
            console.say("stopping with a savepoint; once more to end at once");
            return;
        }
        TargetDatabase open = database;
        try {
            if (open != null) {
                open.abandon();
            }
        } finally {
            console.clear();
            Runtime.getRuntime().halt(code);
        }
    }

    private void stop(JobMonitor monitor) throws InterruptedException {
        Optional<String> path = new JobStopper(monitor).stop();
        console.say(request.job().name() + " is stopped");
        console.say(
                path.map(from -> "resume it with: " + request.resumeCommand(home, from))
                        .orElse(
                                "it had not yet taken a checkpoint, so there is nothing to"
                                        + " resume"));
    }

    private int finished(JobMonitor monitor, CompletableFuture<Void> main, TargetDatabase target)
            throws Exception {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        awaitMain(main);
        while (!monitor.isSettled()) {
            Thread.sleep(POLL_MILLIS);
        }
        Map<String, Long> counts = monitor.accumulators();
        showEnd(counts, seconds);
        new RunReport(home, console, request).print(target, jobId.toHexString(), counts, seconds);
        return 0;
    }

    /** In a pipe the progress ends with where it came to, however short the run was. */
    private void showEnd(Map<String, Long> counts, double seconds) {
        if (!console.inPlace()) {
            long bytes = counts.getOrDefault("bytesRead", 0L);
            long rows = counts.getOrDefault("rowsRead", 0L);
            long rejected = counts.getOrDefault("rowsRejected", 0L);
            console.progress(
                    ProgressLine.ofEnd(
                            request.job().name(),
                            new JobProgress(bytes, bytes, rows, rejected),
                            seconds));
        }
    }

    /** Whatever the job's main does behind the job belongs to the run. */
    private static void awaitMain(CompletableFuture<Void> main) throws Exception {
        try {
            main.get(MAIN_ENDS_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new FailureException("the job finished, its main did not: " + RootCause.of(e), e);
        }
    }

    private int ended(Optional<JobStatus> status, JobMonitor monitor, CompletableFuture<Void> main)
            throws Exception {
        if (stopCode != 0) {
            return stopCode;
        }
        if (status.isPresent() && status.get() == JobStatus.CANCELED) {
            return explain("was cancelled", monitor);
        }
        String reason;
        try {
            main.get(MAIN_ENDS_MAX.toSeconds(), TimeUnit.SECONDS);
            return status.isPresent() ? explain("failed", monitor) : 0;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProgramParametrizationException usage) {
                throw usage;
            }
            LOG.error("The job failed", e);
            reason = RootCause.of(e);
        }
        return explain("failed: " + reason, monitor);
    }

    private int explain(String what, JobMonitor monitor) {
        console.say(request.job().name() + " " + what);
        Optional<String> checkpoint = lastCheckpoint(monitor);
        checkpoint.ifPresent(
                path -> console.say("resume it with: " + request.resumeCommand(home, path)));
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
