package io.oncestream.job.averages;

import io.oncestream.cli.CommandLines;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.function.SplitDecoded;
import io.oncestream.function.statistics.StatisticsAggregate;
import io.oncestream.function.statistics.SummarizeWindow;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.state.window.WindowStatistics;
import io.oncestream.state.window.WindowSummary;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Statistics of readings per key and event-time window.
 *
 * <p>The watermark stands still until the source ends, because its splits may be read in any order:
 * no reading is ever late, and each window is emitted once, complete, with one row per key and
 * window.
 */
public final class AveragesJob {

    /** The job's name, at the command line and in Flink's web UI. */
    public static final String NAME = "averages";

    private static final TypeInformation<Reading> READING = TypeInformation.of(Reading.class);

    private AveragesJob() {}

    /**
     * Where readings come from.
     *
     * @param readings a bounded source
     * @param bytesTotal what there is to read, -1 where this is not known
     */
    public record Sources(Source<Decoded<Reading>, ?, ?> readings, long bytesTotal) {}

    /**
     * Where results go: each consumer attaches a sink, with uid and name.
     *
     * @param summaries receives a stream in which all rows of one key come from one subtask
     * @param rejected receives the records that could not be used
     */
    public record Sinks(
            Consumer<DataStream<WindowSummary>> summaries,
            Consumer<DataStream<RejectedRecord>> rejected) {}

    /**
     * Runs the job where Flink provides the environment; {@code --help} prints the options.
     *
     * @throws org.apache.flink.client.program.ProgramParametrizationException on wrong usage, with
     *     one line that says what was wrong
     */
    public static void main(String[] args) throws Exception {
        AveragesOptions options = new AveragesOptions();
        if (CommandLines.parse(CommandLines.of(options), args)) {
            StreamExecutionEnvironment env = options.execution().environment();
            build(env, options.config(), options.sources(), options.sinks());
            env.execute(NAME);
        }
    }

    /** Draws the job's graph. */
    public static void build(
            StreamExecutionEnvironment env, AveragesConfig config, Sources sources, Sinks sinks) {
        env.setMaxParallelism(ExecutionOptions.PARALLELISM_MAX);
        SingleOutputStreamOperator<Reading> readings =
                env.fromSource(
                                sources.readings(),
                                eventTime(),
                                "read",
                                Decoded.typeInformation(READING))
                        .uid("read")
                        .process(new SplitDecoded<>(config.badRecords(), sources.bytesTotal()))
                        .returns(READING)
                        .uid("split-decoded")
                        .name("set bad records aside");
        sinks.rejected().accept(readings.getSideOutput(SplitDecoded.REJECTED));
        sinks.summaries()
                .accept(
                        readings.keyBy(Reading::key, Types.STRING)
                                .window(windows(config))
                                .aggregate(
                                        new StatisticsAggregate(),
                                        new SummarizeWindow(),
                                        TypeInformation.of(WindowStatistics.class),
                                        TypeInformation.of(WindowStatistics.class),
                                        TypeInformation.of(WindowSummary.class))
                                .uid("windows")
                                .name("statistics per key and window"));
    }

    private static WatermarkStrategy<Decoded<Reading>> eventTime() {
        return WatermarkStrategy.<Decoded<Reading>>noWatermarks()
                .withTimestampAssigner(
                        (decoded, none) -> {
                            Reading reading = decoded.value();
                            return reading == null ? none : reading.time().toEpochMilli();
                        });
    }

    private static WindowAssigner<Object, TimeWindow> windows(AveragesConfig config) {
        return config.overlapping()
                ? SlidingEventTimeWindows.of(config.window(), config.slide())
                : TumblingEventTimeWindows.of(config.window());
    }
}
