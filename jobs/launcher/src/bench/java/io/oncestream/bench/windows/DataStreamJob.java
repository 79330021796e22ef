package io.oncestream.bench.windows;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** What Flink's documentation shows for such a job; all types are POJOs, objects are reused. */
public final class DataStreamJob {

    private DataStreamJob() {}

    /** The current readings as samples, with their times. */
    static SingleOutputStreamOperator<Sample> samples(
            StreamExecutionEnvironment env, boolean stays) {
        return env.fromSource(
                new ArraySource<>(Sample::at, stays),
                WatermarkStrategy.<Sample>forMonotonousTimestamps()
                        .withTimestampAssigner((sample, ofSource) -> sample.millis()),
                "samples",
                TypeInformation.of(Sample.class));
    }

    static void draw(StreamExecutionEnvironment env) {
        draw(env, Duration.ofMillis(Readings.WINDOW_MILLIS), false);
    }

    /**
     * Draws the job.
     *
     * @param stays whether the source stays when it has emitted all
     */
    public static void draw(StreamExecutionEnvironment env, Duration window, boolean stays) {
        samples(env, stays)
                .keyBy(Sample::key)
                .window(TumblingEventTimeWindows.of(window))
                .aggregate(new Aggregate(), new Named())
                .sinkTo(
                        new TallySink<>(
                                (row, tally) -> row.tally(row.key, row.windowStart, tally)));
    }

    private static final class Aggregate
            implements AggregateFunction<Sample, PlainStatistics, PlainStatistics> {

        private static final long serialVersionUID = 1L;

        @Override
        public PlainStatistics createAccumulator() {
            return new PlainStatistics();
        }

        @Override
        public PlainStatistics add(Sample sample, PlainStatistics statistics) {
            statistics.add(sample.millis(), sample.value(), sample.weight());
            return statistics;
        }

        @Override
        public PlainStatistics getResult(PlainStatistics statistics) {
            return statistics;
        }

        @Override
        public PlainStatistics merge(PlainStatistics one, PlainStatistics other) {
            return one.merge(other);
        }
    }

    private static final class Named
            extends ProcessWindowFunction<PlainStatistics, PlainStatistics, String, TimeWindow> {

        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String key,
                Context context,
                Iterable<PlainStatistics> statistics,
                Collector<PlainStatistics> out) {
            PlainStatistics one = statistics.iterator().next();
            one.key = key;
            one.windowStart = context.window().getStart();
            out.collect(one);
        }
    }
}
