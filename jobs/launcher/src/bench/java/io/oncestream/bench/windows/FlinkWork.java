package io.oncestream.bench.windows;

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

    private FlinkWork(FlinkEngine engine, Graph graph) {
        this.engine = engine;
        this.graph = graph;
    }

    /** Draws a job. */
    interface Graph {
        void draw(StreamExecutionEnvironment env);
    }

    static Work prepare(Case one, Configuration above, Graph graph) throws Exception {
        Readings.make(one);
        Tally.reset();
        return new FlinkWork(FlinkEngine.start(one, above), graph);
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
        return Tally.total();
    }

    @Override
    public void close() throws Exception {
        engine.close();
    }
}
