package io.oncestream.job.averages;

import io.oncestream.function.BadRecordPolicy;
import io.oncestream.function.Input;
import io.oncestream.function.InputSize;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;

/**
 * Readings of the key {@code a} at given times, the value of each one its place in the list; a
 * watermark follows each reading that is later than all before. No more than some of them come
 * until {@link #open()}.
 */
final class GatedReadings {

    private static final AtomicBoolean OPEN = new AtomicBoolean();

    private GatedReadings() {}

    static Input<Reading> at(int readingsBeforeGate, Long... millis) {
        OPEN.set(false);
        List<Long> times = List.of(millis);
        return new Input<>(
                new DataGeneratorSource<>(
                        index -> Decoded.of(reading(times, index), 0),
                        times.size(),
                        parallelism -> new Gate(readingsBeforeGate),
                        Decoded.typeInformation(TypeInformation.of(Reading.class))),
                TypeInformation.of(Reading.class),
                WatermarkStrategy.<Decoded<Reading>>forGenerator(context -> new AtEachReading())
                        .withTimestampAssigner(
                                (decoded, none) -> decoded.value().time().toEpochMilli()),
                InputSize.UNKNOWN,
                BadRecordPolicy.REJECT,
                Integer.MAX_VALUE);
    }

    static void open() {
        OPEN.set(true);
    }

    private static Reading reading(List<Long> times, long index) {
        return new Reading("a", Instant.ofEpochMilli(times.get((int) index)), index, 0);
    }

    /** Behind the gate's opening the source is another instance, restored from a checkpoint. */
    private static final class Gate implements RateLimiter<NumberSequenceSplit> {

        private int left;

        Gate(int readings) {
            left = readings;
        }

        @Override
        public CompletionStage<Void> acquire(int requestSize) {
            left -= requestSize;
            return OPEN.get() || left >= 0
                    ? CompletableFuture.completedFuture(null)
                    : new CompletableFuture<>();
        }
    }

    private static final class AtEachReading implements WatermarkGenerator<Decoded<Reading>> {

        @Override
        public void onEvent(Decoded<Reading> reading, long millis, WatermarkOutput output) {
            output.emitWatermark(new Watermark(millis - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
