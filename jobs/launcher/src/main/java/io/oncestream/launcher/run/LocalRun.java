package io.oncestream.launcher.run;

import static java.util.Comparator.comparing;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.console.ProgressFollower;
import io.oncestream.launcher.database.TableLock;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.database.WrittenTables;
import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.flink.FlinkRest;
import io.oncestream.launcher.flink.JobMonitor;
import io.oncestream.launcher.flink.LocalCluster;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.job.JobReport;
import io.oncestream.launcher.job.JobRequest;
import io.oncestream.server.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job in this process, from its start to its end, whichever way it ends. */
final class LocalRun {

    private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);
    private static final long POLL_MILLIS = 250;

    private final Home home;
    private final Console console;
    private final JobRequest request;
    private final Beside beside;
    private final RunEnd end;
    private final StopRequest stop;
    private final JobID jobId = new JobID();
    private final long startNanos = System.nanoTime();

    LocalRun(Home home, Console console, JobRequest request, Beside beside) {
        this.home = home;
        this.console = console;
        this.request = request;
        this.beside = beside;
        this.end = new RunEnd(home, console, request);
        this.stop =
                new StopRequest(
                        console, beside.isResumable() ? "stopping with a savepoint" : "stopping");
    }

    /** Returns the exit code. */
    int execute() throws Exception {
        Interrupts.handle(stop::signalled);
        if (beside.isResumable()) {
            stop.wayBack(() -> newestCheckpoint().map(path -> request.resumeLine(home, path)));
        }
        try (TargetDatabases target = openDatabases()) {
            stop.abandonAtOnce(target);
            if (request.namesDatabase()) {
                target.checkReachable();
                return runOn(target);
            }
            try (TableLock lock = TableLock.take(target.first(), request.tables().get(0))) {
                LOG.debug("Holding {}", lock);
                return runOn(target);
            }
        }
    }

    private TargetDatabases openDatabases() {
        if (!request.embedded()) {
            return TargetDatabases.at(request.to(), request.passwordFile());
        }
        console.step("starting the embedded PostgreSQL");
        return TargetDatabases.embedded(home);
    }

    private int runOn(TargetDatabases target) throws Exception {
        boolean replaces =
                !request.namesDatabase() && !request.resumed() && isKnown(target.first());
        console.step("starting Flink");
        String webPorts =
                request.<Integer>option(RunCommand.WEB_PORT)
                        .map(String::valueOf)
                        .orElse(LocalCluster.WEB_PORTS);
        int slots =
                request.<Integer>option("--parallelism")
                        .orElseGet(() -> Runtime.getRuntime().availableProcessors());
        try (LocalCluster cluster = LocalCluster.start(home, slots, webPorts)) {
            console.say("web UI: " + cluster.webUi());
            console.say("source: " + request.sourceGuarantee());
            if (replaces) {
                console.say(
                        "replacing the rows of an earlier run in table " + request.tables().get(0));
            }
            JobMonitor monitor = new JobMonitor(new FlinkRest(cluster.webUi()), jobId);
            String[] arguments = request.jobArguments(home, target.first().url());
            MainThread main =
                    MainThread.start(() -> cluster.run(request.job().job()::run, jobId, arguments));
            Optional<JobStatus> status = follow(monitor, main, target);
            console.clear();
            if (beside.isOver()) {
                int code = beside.finish();
                console.say("the web UI was at " + cluster.webUi());
                return code;
            }
            if (status.isPresent() && status.get() == JobStatus.FINISHED) {
                return finished(monitor, main, target);
            }
            return stop.isRequested() ? stop.code() : end.withoutResult(status, monitor, main);
        } finally {
            removeCheckpoints();
        }
    }

    private Optional<String> newestCheckpoint() {
        Path folder = home.folder("checkpoints").resolve(jobId.toHexString());
        try {
            return Files.exists(folder)
                    ? Folders.list(folder).stream()
                            .filter(child -> Files.exists(child.resolve("_metadata")))
                            .max(comparing(LocalRun::number))
                            .map(child -> child.toUri().toString().replaceFirst("/$", ""))
                    : Optional.empty();
        } catch (IOException e) {
            LOG.debug("Cannot list {}", folder, e);
            return Optional.empty();
        }
    }

    /** Of chk-17. */
    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().replaceAll("\\D", ""));
    }

    /**
     * Flink deletes a finished job's checkpoints, but not the folder that they were in; where
     * nobody goes on with them, all go.
     */
    private void removeCheckpoints() throws IOException {
        Path folder = home.folder("checkpoints").resolve(jobId.toHexString());
        if (Files.exists(folder)
                && (!beside.isResumable()
                        || Folders.list(folder).stream()
                                .noneMatch(
                                        child ->
                                                child.getFileName()
                                                        .toString()
                                                        .startsWith("chk-")))) {
            Folders.delete(folder);
        }
    }

    private boolean isKnown(TargetDatabase target) throws SQLException {
        try (Connection connection = target.connect()) {
            return new WrittenTables(connection).isKnown(request.tables().get(0));
        }
    }

    /** Until the job has ended, or its main without one. */
    private Optional<JobStatus> follow(
            JobMonitor monitor, MainThread main, TargetDatabases databases) throws Exception {
        ProgressFollower follower =
                new ProgressFollower(
                        console, monitor, request.job().name(), request::sourceWaitsFor);
        boolean begun = false;
        while (true) {
            boolean mainEnded = main.isDone();
            Optional<JobStatus> status = follower.look();
            stop.savepointPossible(status.isPresent());
            if (!begun && status.isPresent() && allTasksRun(monitor)) {
                beside.start(databases);
                begun = true;
            }
            if (status.filter(JobStatus::isGloballyTerminalState).isPresent()) {
                return status;
            }
            if (mainEnded) {
                return Optional.empty();
            }
            if (stop.isRequested()) {
                end(monitor);
                return status;
            }
            if (begun && beside.isOver()) {
                return status;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static boolean allTasksRun(JobMonitor monitor) {
        try {
            return monitor.allTasksRun();
        } catch (IOException e) {
            LOG.debug("No answer from Flink", e);
            return false;
        }
    }

    private void end(JobMonitor monitor) throws InterruptedException {
        if (beside.isResumable()) {
            end.stopWithSavepoint(monitor);
        } else {
            console.say(request.job().name() + " is stopped before its end");
        }
    }

    private int finished(JobMonitor monitor, MainThread main, TargetDatabases target)
            throws Exception {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        main.awaitEndBehindJob();
        while (!monitor.isSettled()) {
            Thread.sleep(POLL_MILLIS);
        }
        new JobReport(home, console, request)
                .print(target, jobId.toHexString(), monitor.accumulators(), seconds);
        return 0;
    }
}
