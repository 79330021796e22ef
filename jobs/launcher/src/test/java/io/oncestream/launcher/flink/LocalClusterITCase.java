package io.oncestream.launcher.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.testing.Patience;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job's own main in the embedded cluster, followed over REST. */
class LocalClusterITCase {

    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
    private static final String ANY_FREE_PORT = "0";

    @TempDir private Path folder;

    private Home home() {
        return new Home(CHECKOUT, folder, "./oncestream", folder.resolve("log"));
    }

    /** Counts as the jobs' reading operator does. */
    public static final class Count extends RichMapFunction<Long, Long> {
        private final long failAt;
        private final long nap;
        private final LongCounter rows = new LongCounter();

        Count(long failAt, long nap) {
            this.failAt = failAt;
            this.nap = nap;
        }

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator("rowsRead", rows);
            var metrics = getRuntimeContext().getMetricGroup();
            metrics.gauge("rowsRead", (Gauge<Long>) rows::getLocalValuePrimitive);
            metrics.gauge("bytesRead", (Gauge<Long>) rows::getLocalValuePrimitive);
            metrics.gauge("bytesTotal", (Gauge<Long>) () -> 1_000_000L);
            metrics.gauge("rowsRejected", (Gauge<Long>) () -> 0L);
        }

        @Override
        public Long map(Long value) throws Exception {
            rows.add(1);
            if (value == failAt) {
                throw new IllegalStateException("row " + value + " is broken");
            }
            if (nap > 0) {
                Thread.sleep(nap);
            }
            return value;
        }
    }

    private static LocalCluster.JobMain job(long rows, long failAt, long napMillis) {
        return arguments -> {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.fromSequence(1, rows)
                    .map(new Count(failAt, napMillis))
                    .uid("count")
                    .name("count rows")
                    .sinkTo(new DiscardingSink<>());
            env.execute("counting");
        };
    }

    @Test
    void aJobsMainRunsToItsEndAndLeavesItsAccumulators() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home(), 2, ANY_FREE_PORT)) {
            JobID jobId = new JobID();
            JobMonitor monitor = new JobMonitor(new FlinkRest(cluster.webUi()), jobId);
            // At first Flink only says that it elects a leader.
            Patience.await().ignoreExceptions().until(() -> monitor.status().isEmpty());
            cluster.run(job(1000, -1, 0), jobId, new String[0]);
            assertThat(monitor.status()).contains(JobStatus.FINISHED);
            Patience.await().until(monitor::isSettled);
            assertThat(monitor.accumulators()).isEqualTo(Map.of("rowsRead", 1000L));
        }
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void progressIsSeenWhileItRunsAndAStopLeavesASavepoint() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home(), 2, ANY_FREE_PORT)) {
            JobID jobId = new JobID();
            JobMonitor monitor = new JobMonitor(new FlinkRest(cluster.webUi()), jobId);
            CompletableFuture<Void> main =
                    CompletableFuture.runAsync(
                            () -> run(cluster, job(1_000_000_000, -1, 1), jobId));
            Patience.await().ignoreExceptions().until(() -> monitor.progress().rowsRead() > 100);
            assertThat(monitor.progress().bytesTotal()).isEqualTo(1_000_000);
            Optional<String> savepoint = new JobStopper(monitor).stop();
            assertThat(savepoint).get().asString().contains("savepoint-");
            main.join();
        }
    }

    @Test
    void theReasonOfAFailureIsKnown() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home(), 1, ANY_FREE_PORT)) {
            JobID jobId = new JobID();
            JobMonitor monitor = new JobMonitor(new FlinkRest(cluster.webUi()), jobId);
            CompletableFuture<Void> main =
                    CompletableFuture.runAsync(() -> run(cluster, job(1000, 500, 0), jobId));
            Patience.await()
                    .ignoreExceptions()
                    .until(() -> monitor.lastFailure().isPresent() && monitor.restarts() > 0);
            assertThat(monitor.lastFailure().orElseThrow().reason()).isEqualTo("row 500 is broken");
            try (RestClusterClient<String> client = monitor.client()) {
                client.cancel(jobId).join();
            }
            Patience.await().until(main::isDone);
            assertThat(main).isCompletedExceptionally();
        }
    }

    @Test
    void aRehearsalStopsWhereTheJobWouldBeSubmitted() throws Exception {
        Rehearsal.of(job(10, -1, 0), new String[0]);
        assertThatThrownBy(
                        () ->
                                Rehearsal.of(
                                        arguments -> {
                                            throw new UsageException("wrong");
                                        },
                                        new String[0]))
                .hasMessage("wrong");
    }

    private static void run(LocalCluster cluster, LocalCluster.JobMain main, JobID jobId) {
        try {
            cluster.run(main, jobId, new String[0]);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
