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
final class DataStreamJob {

    private DataStreamJob() {}

    /** The current readings as samples, with their times. */
    static SingleOutputStreamOperator<Sample> samples(StreamExecutionEnvironment env) {
        return env.fromSource(
                new ArraySource<>(Sample::at),
                WatermarkStrategy.<Sample>forMonotonousTimestamps()
                        .withTimestampAssigner((sample, ofSource) -> sample.millis()),
                "samples",
                TypeInformation.of(Sample.class));
    }

    static void draw(StreamExecutionEnvironment env) {
        samples(env)
                .keyBy(Sample::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(Readings.WINDOW_MILLIS)))
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
