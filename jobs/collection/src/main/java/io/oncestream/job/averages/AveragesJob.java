package io.oncestream.job.averages;

import io.oncestream.function.Input;
import io.oncestream.function.LateReadings;
import io.oncestream.function.SplitDecoded;
import io.oncestream.function.statistics.ReadingStatistics;
import io.oncestream.function.window.AlignedWindows;
import io.oncestream.function.window.Windowing;
import io.oncestream.function.window.Windows;
import io.oncestream.kit.Job;
import io.oncestream.kit.Sample;
import io.oncestream.state.partial.WindowStatisticsSerializer;
import io.oncestream.state.reading.LateReading;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.state.window.WindowStatistics;
import io.oncestream.state.window.WindowSummary;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Statistics of readings per key and event-time window.
 *
 * <p>A window is emitted when event time has passed its end, and again with each reading that is
 * late but within the lateness: one row per key and window, in its newest state. A reading that is
 * too late for each of its windows is in no window, but among the late readings. Where the source
 * says nothing about event time, that is at the input's end: no reading is late then.
 *
 * <p>A window's state is kept until event time has passed its end by the lateness.
 */
public final class AveragesJob implements Job<AveragesOptions> {

    /** The job's name, at the command line and in Flink's web UI. */
    public static final String NAME = "averages";

    /** Where readings come from, with what their source knows of event time. */
    public record Sources(Input<Reading> readings) {}

    /**
     * Where results go: each consumer attaches a sink, with uid and name.
     *
     * @param summaries receives a stream in which all rows of one key come from one subtask
     * @param rejected receives the records that could not be used
     * @param late receives the readings that were too late for each of their windows
     */
    public record Sinks(
            Consumer<DataStream<WindowSummary>> summaries,
            Consumer<DataStream<RejectedRecord>> rejected,
            Consumer<DataStream<LateReading>> late) {}

    public static void main(String[] args) throws Exception {
        new AveragesJob().run(args);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AveragesOptions options() {
        return new AveragesOptions();
    }

    @Override
    public Optional<Sample> sample() {
        return Optional.of(
                new Sample(
                        "jobs/collection/samples/flights-2k.csv",
                        Map.of(
                                "--key", "origin",
                                "--time", "date",
                                "--time-format", "yyyy/MM/dd HH:mm",
                                "--value", "delay",
                                "--weight", "distance",
                                "--window", "1d")));
    }

    @Override
    public void build(StreamExecutionEnvironment env, AveragesOptions options) {
        build(env, options.config(), options.sources(), options.sinks());
    }

    /** Draws the job's graph. */
    public static void build(
            StreamExecutionEnvironment env, AveragesConfig config, Sources sources, Sinks sinks) {
        SingleOutputStreamOperator<Reading> readings = sources.readings().read(env);
        sinks.rejected().accept(readings.getSideOutput(SplitDecoded.REJECTED));
        Windowing<Reading, WindowStatistics, WindowSummary> windowing = windowing(config);
        SingleOutputStreamOperator<WindowSummary> summaries =
                windowing.append(
                        readings,
                        "statistics per key and window",
                        TypeInformation.of(WindowSummary.class));
        sinks.summaries().accept(summaries);
        sinks.late()
                .accept(
                        summaries
                                .getSideOutput(windowing.late())
                                .process(new LateReadings())
                                .returns(LateReading.class)
                                .uid("late-readings")
                                .name("late readings"));
    }

    static Windowing<Reading, WindowStatistics, WindowSummary> windowing(AveragesConfig config) {
        return new Windowing<>(
                new ReadingStatistics(),
                windows(config),
                config.lateness(),
                TypeInformation.of(WindowStatistics.class),
                WindowStatisticsSerializer.INSTANCE);
    }

    private static Windows windows(AveragesConfig config) {
        ZoneId zone = config.zone();
        return zone == null
                ? new AlignedWindows(config.window(), config.slide())
                : new LocalDays(zone, config.window().toDays(), config.slide().toDays());
    }
}
