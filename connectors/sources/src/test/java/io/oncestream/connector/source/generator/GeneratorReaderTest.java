package io.oncestream.connector.source.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.reading.ReadingSequences;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.Patience;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

class GeneratorReaderTest {

    private final Emitted emitted = new Emitted();

    @Test
    void nothingIsEmittedUntilAllSplitsAreThere() {
        try (GeneratorReader<Reading> reader = reader("gen:?count=500")) {
            reader.addSplits(GeneratorSplit.all().subList(60, 120));
            assertThat(reader.pollNext(emitted)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
            assertThat(reader.isAvailable()).isNotDone();
            reader.addSplits(GeneratorSplit.all().subList(0, 60));
            reader.notifyNoMoreSplits();
            assertThat(reader.isAvailable()).isDone();
            drain(reader);
            assertThat(emitted.millis).containsExactlyElementsOf(millis(0, 500));
        }
    }

    @Test
    void aReaderWithoutASplitEnds() {
        try (GeneratorReader<Reading> reader = reader("gen:")) {
            reader.notifyNoMoreSplits();
            assertThat(reader.isAvailable()).isDone();
            assertThat(reader.pollNext(emitted)).isEqualTo(InputStatus.END_OF_INPUT);
        }
    }

    @Test
    void aReaderGoesOnWhereItsSnapshotWasTaken() {
        List<GeneratorSplit> snapshot;
        try (GeneratorReader<Reading> reader = started("gen:?count=500", GeneratorSplit.all())) {
            reader.pollNext(emitted);
            snapshot = reader.snapshotState(1);
            reader.pollNext(emitted);
        }
        assertThat(emitted.millis).hasSize(256);
        emitted.millis.clear();
        try (GeneratorReader<Reading> restored = started("gen:?count=500", snapshot)) {
            drain(restored);
        }
        assertThat(emitted.millis).containsExactlyElementsOf(millis(128, 500));
    }

    /** Two readers that had come differently far, in one. */
    @Test
    void eventTimeAscendsAfterAChangeOfTheParallelism() {
        List<GeneratorSplit> splits = new ArrayList<>();
        for (GeneratorSplit split : GeneratorSplit.all()) {
            boolean ahead = split.residue() % 2 == 1;
            splits.add(ahead ? new GeneratorSplit(split.next() + 1_200) : split);
        }
        try (GeneratorReader<Reading> reader = started("gen:?count=2000", splits)) {
            drain(reader);
        }
        assertThat(emitted.millis).isSorted().hasSize(600 + 800).doesNotHaveDuplicates();
    }

    /** One a second: the first is not due when it is asked for, on a busy machine either. */
    @Test
    void aRateHoldsTheReaderBackWithoutBlockingIt() {
        try (GeneratorReader<Reading> reader = started("gen:?rate=1", GeneratorSplit.all())) {
            assertThat(reader.pollNext(emitted)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
            assertThat(emitted.millis).isEmpty();
            assertThat(reader.isAvailable()).succeedsWithin(Patience.LIMIT);
            assertThat(reader.pollNext(emitted)).isEqualTo(InputStatus.MORE_AVAILABLE);
            assertThat(emitted.millis).isNotEmpty();
        }
    }

    @Test
    void moreSplitsBehindTheLastAreRefused() {
        try (GeneratorReader<Reading> reader = started("gen:", GeneratorSplit.all())) {
            assertThatThrownBy(() -> reader.addSplits(List.of(new GeneratorSplit(3))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static List<Long> millis(long from, long to) {
        long start = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
        return LongStream.range(from, to).mapToObj(index -> start + index).toList();
    }

    private static GeneratorReader<Reading> reader(String uri) {
        GeneratorOptions<Reading> options = GeneratorOptions.of(uri, new ReadingSequences());
        return new GeneratorReader<>(
                options.sequence(), options.end(), new Throttle(options.rate(), 1));
    }

    private static GeneratorReader<Reading> started(String uri, List<GeneratorSplit> splits) {
        GeneratorReader<Reading> reader = reader(uri);
        reader.addSplits(splits);
        reader.notifyNoMoreSplits();
        return reader;
    }

    private void drain(GeneratorReader<Reading> reader) {
        InputStatus status = InputStatus.MORE_AVAILABLE;
        while (status == InputStatus.MORE_AVAILABLE) {
            status = reader.pollNext(emitted);
        }
        assertThat(status).isEqualTo(InputStatus.END_OF_INPUT);
    }

    private static final class Emitted implements ReaderOutput<Decoded<Reading>> {

        private final List<Long> millis = new ArrayList<>();

        @Override
        public void collect(Decoded<Reading> decoded, long timestamp) {
            assertThat(decoded.value().time().toEpochMilli()).isEqualTo(timestamp);
            millis.add(timestamp);
        }

        @Override
        public void collect(Decoded<Reading> decoded) {
            throw new AssertionError("without a timestamp");
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            throw new AssertionError("the job's strategy does that");
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<Decoded<Reading>> createOutputForSplit(String split) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String split) {}
    }
}
