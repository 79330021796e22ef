package io.oncestream.bench.chaos;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.flink.JobMonitor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;

/**
 * A job on the testbed's cluster.
 *
 * @param name for messages
 * @param options the words behind {@code flink run}, before the jar
 */
record RunningJob(Testbed testbed, String name, List<String> options, int parallelism, JobID id) {

    private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Path: (\\S+)");

    /** One after the other, from where a job starts on. */
    private static final List<Integer> PARALLELISMS = List.of(Testbed.SLOTS, 4, 1);

    private static final Duration END_MAX = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 100;

    private static final List<String> SETTINGS =
            List.of(
                    "run",
                    "--detached",
                    "--target",
                    "remote",
                    "-Dexecution.checkpointing.interval=1s",
                    // With a failure every few seconds the pause would grow to a minute.
                    "-Drestart-strategy.type=exponential-delay",
                    "-Drestart-strategy.exponential-delay.initial-backoff=500ms",
                    "-Drestart-strategy.exponential-delay.max-backoff=2s");

    /**
     * Starts one.
     *
     * @param arguments the words behind the jar
     */
    static RunningJob start(
            Testbed testbed, String name, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        return submit(testbed, name, options, arguments, Testbed.SLOTS, List.of());
    }

    /** The words behind {@code flink run} for a job that is in the jar. */
    static List<String> inJar(Class<?> job) {
        return List.of("--class", job.getName());
    }

    /** The same for one that is in no jar: Flink loads it from where it was compiled to. */
    static List<String> beside(Class<?> job) {
        String classes = job.getProtectionDomain().getCodeSource().getLocation().toString();
        return List.of("--classpath", classes, "--class", job.getName());
    }

    /** Stops it with a savepoint and lets it go on from there. */
    RunningJob resume(List<String> arguments, int parallelism)
            throws IOException, InterruptedException {
        return resume(savepoint("stop"), arguments, parallelism);
    }

    /** The same at the next parallelism. */
    RunningJob rescale(List<String> arguments) throws IOException, InterruptedException {
        return resume(arguments, nextParallelism());
    }

    private int nextParallelism() {
        return PARALLELISMS.get((PARALLELISMS.indexOf(parallelism) + 1) % PARALLELISMS.size());
    }

    /** Stops it and lets it go on from an earlier savepoint at the next parallelism. */
    RunningJob setBack(String savepoint, List<String> arguments)
            throws IOException, InterruptedException {
        savepoint("stop");
        return resume(savepoint, arguments, nextParallelism());
    }

    /** Takes a savepoint while it runs on. */
    String savepoint() throws IOException, InterruptedException {
        return savepoint("savepoint");
    }

    private String savepoint(String word) throws IOException, InterruptedException {
        return find(SAVEPOINT, testbed.script().run(List.of("flink", word, id.toHexString())));
    }

    private RunningJob resume(String savepoint, List<String> arguments, int parallelism)
            throws IOException, InterruptedException {
        return submit(
                testbed,
                name,
                options,
                arguments,
                parallelism,
                List.of("--fromSavepoint", savepoint));
    }

    private static RunningJob submit(
            Testbed testbed,
            String name,
            List<String> options,
            List<String> arguments,
            int parallelism,
            List<String> more)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("flink"));
        words.addAll(SETTINGS);
        words.add("-Dparallelism.default=" + parallelism);
        words.addAll(more);
        words.addAll(options);
        words.add(testbed.jar().toString());
        words.addAll(arguments);
        String printed = testbed.script().run(words);
        JobID id = JobID.fromHexString(find(JOB_ID, printed));
        return new RunningJob(testbed, name, options, parallelism, id);
    }

    private static String find(Pattern pattern, String printed) {
        Matcher matcher = pattern.matcher(printed);
        if (!matcher.find()) {
            throw new FailureException("Flink's command line does not say it: " + printed.strip());
        }
        return matcher.group(1);
    }

    /** Throws when it has ended, and says why. */
    void checkRuns() {
        status().filter(JobStatus::isGloballyTerminalState)
                .ifPresent(
                        status -> {
                            throw failure(status);
                        });
    }

    void awaitFinished() throws InterruptedException {
        long end = System.nanoTime() + END_MAX.toNanos();
        JobStatus status = JobStatus.RUNNING;
        while (!status.isGloballyTerminalState()) {
            if (System.nanoTime() > end) {
                throw new FailureException(
                        "job %s does not end within %s".formatted(name, END_MAX));
            }
            Thread.sleep(POLL_MILLIS);
            status = status().orElse(status);
        }
        if (status != JobStatus.FINISHED) {
            throw failure(status);
        }
    }

    private FailureException failure(JobStatus status) {
        String why = "see its log";
        try {
            why = monitor().lastFailure().map(JobMonitor.Failure::reason).orElse(why);
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        return new FailureException("job %s is %s: %s".formatted(name, status, why));
    }

    private Optional<JobStatus> status() {
        try {
            return monitor().status();
        } catch (IOException e) {
            // No JobManager leads at the moment.
            return Optional.empty();
        }
    }

    private JobMonitor monitor() {
        return new JobMonitor(testbed.rest(), id);
    }
}
