package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.format.MaxAhead;
import io.oncestream.connector.format.NumberFormat;
import io.oncestream.connector.format.TimeFormat;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.function.BadRecordPolicy;
import io.oncestream.function.Input;
import io.oncestream.function.InputSize;
import io.oncestream.function.LateReadings;
import io.oncestream.function.SplitDecoded;
import io.oncestream.kit.TestEnvironments;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one message of the year 2099 does to the messages behind it. */
class AveragesMaxAheadITCase {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MESSAGES = 50;
    private static final int AHEAD = 10;
    private static final AveragesConfig CONFIG =
            new AveragesConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO);

    @TempDir private Path checkpoints;

    @Test
    void oneTimeFarAheadIsRejectedAndMakesNoOtherLate() throws Exception {
        JobExecutionResult result =
                run(new MaxAhead(Duration.ofDays(1), Clock.fixed(NOW, ZoneOffset.UTC)));
        assertThat(count(result, LateReadings.ROWS_LATE)).isZero();
        assertThat(count(result, SplitDecoded.ROWS_REJECTED)).isEqualTo(1);
    }

    /** What the limit is for. */
    @Test
    void withoutALimitItMakesAllBehindItLate() throws Exception {
        JobExecutionResult result = run(MaxAhead.UNLIMITED);
        assertThat(count(result, LateReadings.ROWS_LATE)).isEqualTo(MESSAGES - AHEAD - 1);
        assertThat(count(result, SplitDecoded.ROWS_REJECTED)).isZero();
    }

    private JobExecutionResult run(MaxAhead maxAhead) throws Exception {
        JsonMessages<Reading> decoder =
                new JsonMessages<>(
                        new ReadingMapper(null, "t", "v", null),
                        new FieldRules(
                                new TimeFormat(null, ZoneOffset.UTC),
                                maxAhead,
                                NumberFormat.DEFAULT));
        Input<Reading> readings =
                new Input<>(
                        new DataGeneratorSource<>(
                                index -> decoder.decode(message(index), "test", index),
                                MESSAGES,
                                Decoded.typeInformation(decoder.type())),
                        decoder.type(),
                        WatermarkStrategy.<Decoded<Reading>>forGenerator(context -> new AtEach())
                                .withTimestampAssigner(
                                        (decoded, none) ->
                                                decoded.value() == null
                                                        ? Long.MIN_VALUE
                                                        : decoded.value().time().toEpochMilli()),
                        InputSize.UNKNOWN,
                        BadRecordPolicy.REJECT,
                        Integer.MAX_VALUE);
        StreamExecutionEnvironment env = TestEnvironments.withCheckpointsIn(checkpoints, 1);
        AveragesJob.build(
                env,
                CONFIG,
                new AveragesJob.Sources(readings),
                new AveragesJob.Sinks(
                        AveragesMaxAheadITCase::discard,
                        AveragesMaxAheadITCase::discard,
                        AveragesMaxAheadITCase::discard));
        return env.execute();
    }

    private static byte[] message(long index) {
        String time = index == AHEAD ? "2099-01-01" : NOW.minusSeconds(MESSAGES - index).toString();
        return "{\"t\":\"%s\",\"v\":1}".formatted(time).getBytes(StandardCharsets.UTF_8);
    }

    private static <T> void discard(DataStream<T> stream) {
        stream.sinkTo(new DiscardingSink<>()).uid("discard-" + stream.getId());
    }

    private static long count(JobExecutionResult result, String accumulator) {
        Long count = result.getAccumulatorResult(accumulator);
        return count == null ? 0 : count;
    }

    private static final class AtEach implements WatermarkGenerator<Decoded<Reading>> {

        @Override
        public void onEvent(Decoded<Reading> decoded, long millis, WatermarkOutput output) {
            if (decoded.value() != null) {
                output.emitWatermark(new Watermark(millis - 1));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
