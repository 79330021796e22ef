package io.oncestream.bench.windows;
import io.oncestream.bench.measure.Tally;

import io.oncestream.function.Input;
import io.oncestream.function.InputSize;
import io.oncestream.job.averages.AveragesConfig;
import io.oncestream.job.averages.AveragesJob;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.WindowSummary;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The averages job, with other ends. */
public final class Oncestream {

    private Oncestream() {}

    static void draw(StreamExecutionEnvironment env) {
        draw(env, Duration.ofMillis(Readings.WINDOW_MILLIS), false);
    }

    /**
     * Draws the job.
     *
     * @param stays whether the source stays when it has emitted all
     */
    public static void draw(StreamExecutionEnvironment env, Duration window, boolean stays) {
        Input<Reading> input =
                Input.inOrder(
                        new ArraySource<>(Oncestream::reading, stays),
                        TypeInformation.of(Reading.class),
                        Reading::time,
                        Duration.ZERO,
                        InputSize.UNKNOWN);
        AveragesJob.build(
                env,
                new AveragesConfig(window, window, Duration.ZERO),
                new AveragesJob.Sources(input),
                new AveragesJob.Sinks(
                        rows -> rows.sinkTo(new TallySink<>(Oncestream::count)).uid("tally"),
                        rejected -> discard(rejected, "rejected"),
                        late -> discard(late, "late")));
    }

    private static Decoded<Reading> reading(Readings readings, int index) {
        return Decoded.of(
                new Reading(
                        readings.name(index),
                        Instant.ofEpochMilli(readings.millis[index]),
                        readings.value[index],
                        readings.weight[index]),
                0);
    }

    private static void discard(DataStream<?> rows, String uid) {
        rows.sinkTo(new DiscardingSink<>()).uid(uid);
    }

    private static void count(WindowSummary row, Tally tally) {
        tally.add(
                row.key(),
                row.windowStart().toEpochMilli(),
                row.count(),
                row.sum(),
                row.mean(),
                row.weightedMean(),
                row.min(),
                row.max(),
                row.first(),
                row.last(),
                row.stddev());
    }
}
