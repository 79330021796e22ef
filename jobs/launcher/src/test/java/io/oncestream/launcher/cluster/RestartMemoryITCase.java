package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.ScriptRun;
import io.oncestream.launcher.flink.JobMonitor;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A TaskManager that outlives many starts of a job keeps nothing of the earlier ones in memory.
 *
 * <p>How many: {@code -Doncestream.test.restarts=50} and {@code -Doncestream.test.jobs=10}. With
 * those numbers on 2 cores the metaspace grew by 1.2 MiB over the restarts and by 0.2 MiB over the
 * jobs, and there was one driver class before and after.
 */
@Tag("matrix")
class RestartMemoryITCase {

    private static final String JAR = "jobs/collection/target/oncestream-jobs.jar";
    private static final String CLASS = "io.oncestream.job.averages.AveragesJob";
    private static final int RESTARTS = Integer.getInteger("oncestream.test.restarts", 15);
    private static final int JOBS = Integer.getInteger("oncestream.test.jobs", 2);
    private static final double METASPACE_GROWTH_MIB_MAX = 2;

    @TempDir private static Path folder;
    private static TestCluster cluster;
    private static TestDatabase database;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(folder, "--slots", "2");
        database = PostgresServer.newDatabase();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    /**
     * The checkpoints of the one fail from some moment on, and it restarts each time. Each of the
     * others brings its own class loader, with its own driver.
     */
    @Test
    void restartsOfOneJobAndMoreJobsLeaveNoClassesBehind() throws Exception {
        Path checkpoints = folder.resolve("checkpoints");
        String job =
                run(
                        List.of(
                                "-Drestart-strategy.type=fixed-delay",
                                "-Drestart-strategy.fixed-delay.attempts=1000",
                                "-Drestart-strategy.fixed-delay.delay=10ms",
                                "-Dexecution.checkpointing.tolerable-failed-checkpoints=0",
                                // All of the state fits in what the JobManager has in memory.
                                "-Dexecution.checkpointing.data-inline-threshold=1mb",
                                "-Dexecution.checkpointing.dir=" + checkpoints.toUri()),
                        List.of(
                                "--from=gen:?keys=2&rate=100",
                                "--table=restarted",
                                "--checkpoint-interval=100ms"));
        new RunningJob(cluster, database, "restarted", job).awaitRows();
        Files.move(checkpoints, folder.resolve("away"));
        Files.writeString(checkpoints, "a file where Flink wants to make a folder");
        JobMonitor monitor = new JobMonitor(cluster.rest(), JobID.fromHexString(job));
        Patience.await().until(() -> monitor.restarts() > 0);
        Memory before = Memory.afterJobs(cluster.pid("taskmanager-1"));
        long restarts = monitor.restarts();
        Patience.await().until(() -> monitor.restarts() >= restarts + RESTARTS);
        RestAction.cancel(cluster.rest(), job);
        for (int i = 0; i < JOBS; i++) {
            runToEnd("more" + i);
        }
        Memory after = Memory.afterJobs(cluster.pid("taskmanager-1"));
        assertFlat(RESTARTS + " restarts and " + JOBS + " jobs", before, after);
    }

    private static void runToEnd(String table) throws Exception {
        String job =
                run(
                        List.of(),
                        List.of(
                                "--from=gen:?keys=2&count=500",
                                "--table=" + table,
                                "--checkpoint-interval=100ms"));
        new RunningJob(cluster, database, table, job).awaitFinished();
        assertThat(database.queryLong("SELECT sum(count) FROM " + table)).isEqualTo(500);
    }

    private static String run(List<String> configuration, List<String> arguments) throws Exception {
        JobID id = new JobID();
        List<String> words = new ArrayList<>(List.of("flink", "run", "-d", "--target", "remote"));
        words.add("-D$internal.pipeline.job-id=" + id);
        words.addAll(configuration);
        words.addAll(List.of("-c", CLASS, TestCluster.SCRIPT.resolveSibling(JAR).toString()));
        words.addAll(arguments);
        words.add("--to=" + database.address().url());
        ScriptRun.Ended ended = cluster.run(words.toArray(new String[0]));
        assertThat(ended.code()).as(ended.err()).isZero();
        return id.toHexString();
    }

    private static void assertFlat(String what, Memory before, Memory after) {
        System.out.printf(
                Locale.ROOT,
                "memory over %s: metaspace %.1f MiB, then %.1f MiB; drivers %d, then %d%n",
                what,
                before.metaspaceMib,
                after.metaspaceMib,
                before.drivers,
                after.drivers);
        assertThat(after.metaspaceMib - before.metaspaceMib).isLessThan(METASPACE_GROWTH_MIB_MAX);
    }

    /**
     * What a JVM holds after a garbage collection.
     *
     * @param drivers how many classes called org.postgresql.Driver have instances, one a class
     *     loader
     */
    private record Memory(double metaspaceMib, long drivers) {

        /** Flink's idle threads keep the class loader that they worked for, up to a minute. */
        static Memory afterJobs(long pid) {
            return Patience.await()
                    .pollInterval(Duration.ofSeconds(3))
                    .until(() -> Memory.of(pid), memory -> memory.drivers <= 1);
        }

        static Memory of(long pid) throws IOException, InterruptedException {
            // It collects all garbage first.
            List<String> histogram = jdk("jcmd", Long.toString(pid), "GC.class_histogram");
            long drivers =
                    histogram.stream()
                            .filter(line -> line.contains(" org.postgresql.Driver"))
                            .filter(line -> !line.contains("Driver$"))
                            .count();
            List<String> figures = jdk("jstat", "-gc", Long.toString(pid));
            int column = List.of(figures.get(0).strip().split("\\s+", -1)).indexOf("MU");
            String kib = figures.get(1).strip().split("\\s+", -1)[column];
            return new Memory(Double.parseDouble(kib) / 1024, drivers);
        }

        private static List<String> jdk(String tool, String... arguments)
                throws IOException, InterruptedException {
            List<String> words = new ArrayList<>();
            words.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
            words.addAll(List.of(arguments));
            Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text.lines().toList();
        }
    }
}
