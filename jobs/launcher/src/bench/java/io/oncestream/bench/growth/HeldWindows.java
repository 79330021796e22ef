package io.oncestream.bench.growth;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.Tally;
import io.oncestream.bench.measure.Work;
import io.oncestream.bench.windows.ArraySource;
import io.oncestream.bench.windows.Readings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A job that keeps all of its windows open, and what it costs to keep and to restore them. */
final class HeldWindows implements Work {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final FlinkEngine engine;
    private final Graph graph;
    private final int parallelism;
    private final Map<String, Double> figures = new TreeMap<>();

    private @Nullable JobClient job;

    private HeldWindows(FlinkEngine engine, Graph graph, int parallelism) {
        this.engine = engine;
        this.graph = graph;
        this.parallelism = parallelism;
    }

    /** Draws a job. */
    interface Graph {
        void draw(StreamExecutionEnvironment env, Duration window, boolean stays);
    }

    static Work prepare(Case one, Graph graph) throws Exception {
        Readings.make(one);
        Tally.reset();
        FlinkEngine engine = FlinkEngine.start(one, new Configuration());
        return new HeldWindows(engine, graph, one.number(FlinkEngine.PARALLELISM));
    }

    @Override
    public Instant run() throws Exception {
        CompletableFuture<Void> emitted = ArraySource.allEmitted(parallelism);
        StreamExecutionEnvironment env = engine.environment(new Configuration());
        graph.draw(env, WINDOW, true);
        job = env.executeAsync();
        CompletableFuture.anyOf(emitted, job.getJobExecutionResult()).get();
        return Instant.now();
    }

    @Override
    public Check check() throws Exception {
        // What is still on its way would be in the first one's time.
        checkpoint(job.getJobID());
        CompletedCheckpointStats checkpoint = checkpoint(job.getJobID());
        figures.put("checkpoint-bytes", (double) checkpoint.getStateSize());
        figures.put("checkpoint-seconds", checkpoint.getEndToEndDuration() / 1e3);
        job.cancel().get();
        job.getJobExecutionResult().exceptionally(cancelled -> null).get();
        restore(checkpoint.getExternalPath());
        return Tally.total();
    }

    private CompletedCheckpointStats checkpoint(JobID job) throws Exception {
        MiniCluster cluster = engine.cluster();
        long id = cluster.triggerCheckpoint(job, CheckpointType.FULL).get();
        AbstractCheckpointStats stats =
                cluster.getExecutionGraph(job)
                        .get()
                        .getCheckpointStatsSnapshot()
                        .getHistory()
                        .getCheckpointById(id);
        return (CompletedCheckpointStats) stats;
    }

    private void restore(String checkpoint) throws Exception {
        StreamExecutionEnvironment env =
                engine.environment(
                        new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint));
        graph.draw(env, WINDOW, false);
        long start = System.currentTimeMillis();
        JobID job = env.execute().getJobID();
        long running = 0;
        for (AccessExecutionVertex subtask :
                engine.cluster().getArchivedExecutionGraph(job).get().getAllExecutionVertices()) {
            running = Math.max(running, subtask.getStateTimestamp(ExecutionState.RUNNING));
        }
        figures.put("restore-seconds", (running - start) / 1e3);
    }

    @Override
    public Map<String, Double> figures() {
        return figures;
    }

    @Override
    public void close() throws Exception {
        engine.close();
    }
}
