package io.oncestream.bench.windows;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.Tally;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.BatchSource;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder.SourceBuffer;
import com.hazelcast.jet.pipeline.WindowDefinition;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Work;
import java.time.Instant;

/** A pipeline of Hazelcast Jet, without snapshots, in a member of its own. */
final class JetWork implements Work {

    private static final int AT_ONCE = 500;

    private final HazelcastInstance member;
    private final int parallelism;

    private JetWork(HazelcastInstance member, int parallelism) {
        this.member = member;
        this.parallelism = parallelism;
    }

    static Work prepare(Case one) {
        Readings.make(one);
        Tally.reset();
        int parallelism = one.number(FlinkEngine.PARALLELISM);
        Config config = new Config();
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getJetConfig().setEnabled(true).setCooperativeThreadCount(parallelism);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        return new JetWork(Hazelcast.newHazelcastInstance(config), parallelism);
    }

    @Override
    public Instant run() {
        member.getJet().newJob(pipeline()).join();
        return Instant.now();
    }

    private Pipeline pipeline() {
        Pipeline pipeline = Pipeline.create();
        pipeline.readFrom(source())
                .addTimestamps(Sample::millis, 0)
                .groupingKey(Sample::key)
                .window(WindowDefinition.tumbling(Readings.WINDOW_MILLIS))
                .aggregate(aggregate())
                .writeTo(sink());
        return pipeline;
    }

    private BatchSource<Sample> source() {
        int step = parallelism;
        return SourceBuilder.batch("samples", context -> new int[] {context.globalProcessorIndex()})
                .<Sample>fillBufferFn((next, buffer) -> fill(next, step, buffer))
                .distributed(parallelism)
                .build();
    }

    private static void fill(int[] next, int step, SourceBuffer<Sample> buffer) {
        Readings readings = Readings.current();
        int end = (int) Math.min(readings.count(), next[0] + (long) AT_ONCE * step);
        for (; next[0] < end; next[0] += step) {
            buffer.add(Sample.at(readings, next[0]));
        }
        if (next[0] >= readings.count()) {
            buffer.close();
        }
    }

    private static AggregateOperation1<Sample, PlainStatistics, PlainStatistics> aggregate() {
        return AggregateOperation.withCreate(PlainStatistics::new)
                .<Sample>andAccumulate(
                        (statistics, sample) ->
                                statistics.add(sample.millis(), sample.value(), sample.weight()))
                .andCombine(PlainStatistics::merge)
                .andExportFinish(statistics -> statistics);
    }

    private Sink<KeyedWindowResult<String, PlainStatistics>> sink() {
        return SinkBuilder.sinkBuilder("tally", context -> new Tally())
                .<KeyedWindowResult<String, PlainStatistics>>receiveFn(
                        (tally, row) -> row.result().tally(row.key(), row.start(), tally))
                .destroyFn(Tally::publish)
                .preferredLocalParallelism(parallelism)
                .build();
    }

    @Override
    public Check check() {
        return Tally.total();
    }

    @Override
    public void close() {
        member.shutdown();
    }
}
