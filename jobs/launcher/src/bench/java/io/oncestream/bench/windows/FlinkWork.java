package io.oncestream.bench.windows;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.Tally;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Work;
import java.time.Instant;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job on an embedded Flink, from its submission to its end. */
final class FlinkWork implements Work {

    private final FlinkEngine engine;
    private final Graph graph;

    private final int[] notCompared;

    private FlinkWork(FlinkEngine engine, Graph graph, int[] notCompared) {
        this.engine = engine;
        this.graph = graph;
        this.notCompared = notCompared;
    }

    /** Draws a job. */
    interface Graph {
        void draw(StreamExecutionEnvironment env);
    }

    /**
     * Starts Flink.
     *
     * @param above what counts more than the common configuration
     * @param notCompared statistics that the graph computes by another definition
     */
    static Work prepare(Case one, Configuration above, Graph graph, int... notCompared)
            throws Exception {
        Readings.make(one);
        Tally.reset();
        return new FlinkWork(FlinkEngine.start(one, above), graph, notCompared);
    }

    @Override
    public Instant run() throws Exception {
        StreamExecutionEnvironment env = engine.environment(new Configuration());
        graph.draw(env);
        env.execute();
        return Instant.now();
    }

    @Override
    public Check check() {
        return Tally.total().without(notCompared);
    }

    @Override
    public void close() throws Exception {
        engine.close();
    }
}
