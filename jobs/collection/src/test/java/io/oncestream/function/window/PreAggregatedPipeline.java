package io.oncestream.function.window;

import io.oncestream.function.statistics.ReadingStatistics;
import io.oncestream.state.partial.Partial;
import io.oncestream.state.partial.PartialType;
import io.oncestream.state.partial.WindowStatisticsSerializer;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.TimedValue;
import io.oncestream.state.window.WindowStatistics;
import io.oncestream.state.window.WindowSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The real operators, of one job as far as its greatest watermark goes. */
final class PreAggregatedPipeline implements Pipeline {

    private static final OutputTag<Partial<WindowStatistics>> LATE =
            new OutputTag<>("late", new PartialType<>(WindowStatisticsSerializer.INSTANCE));

    /** So few that many windows have timers at once. */
    private static final int DEADLINES_MAX = 3;

    private final Windows windows;
    private final Duration lateness;
    private final List<WindowSummary> summaries = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private MockEnvironment environment = new OneJobManager();
    private List<Reader> readers = new ArrayList<>();
    private List<WindowSubtask> subtasks = new ArrayList<>();
    private long checkpoint;
    private int summariesThen;
    private int lateThen;
    private List<OperatorSubtaskState> watermarksThen = List.of();
    private List<OperatorSubtaskState> windowsThen = List.of();

    /** How many partials travelled. */
    long sent;

    PreAggregatedPipeline(long size, long slide, long lateness) throws Exception {
        this.windows = new AlignedWindows(Duration.ofMillis(size), Duration.ofMillis(slide));
        this.lateness = Duration.ofMillis(lateness);
        start(false);
    }

    private void start(boolean restored) throws Exception {
        for (int i = 0; i < READERS; i++) {
            readers.add(new Reader(windows, environment));
            readers.get(i).setup();
            readers.get(i).initializeState(restored ? nothing() : null);
            readers.get(i).open();
        }
        for (int i = 0; i < WINDOWS; i++) {
            subtasks.add(new WindowSubtask(i, restored));
        }
    }

    private static OperatorSubtaskState nothing() {
        return OperatorSubtaskState.builder().build();
    }

    private static final class Reader
            extends OneInputStreamOperatorTestHarness<Reading, Partial<WindowStatistics>> {

        Reader(Windows windows, MockEnvironment environment) throws Exception {
            super(new PreAggregate<>(new ReadingStatistics(), windows), environment);
        }
    }

    private final class WindowSubtask {
        private final OneInputStreamOperatorTestHarness<
                        Partial<WindowStatistics>, Partial<WindowStatistics>>
                restore;
        private final KeyedOneInputStreamOperatorTestHarness<
                        String, Partial<WindowStatistics>, WindowSummary>
                merge;
        private final Valve valve =
                new Valve(
                        mark -> {
                            restore().processWatermark(new Watermark(mark));
                            forward();
                        });

        private long watermark = Long.MIN_VALUE;

        WindowSubtask(int index, boolean restored) throws Exception {
            restore =
                    new OneInputStreamOperatorTestHarness<>(new RestoreWatermark<>(), environment);
            merge =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new MergeWindows<>(
                                    new ReadingStatistics(),
                                    TypeInformation.of(WindowStatistics.class),
                                    windows,
                                    lateness,
                                    LATE,
                                    DEADLINES_MAX),
                            Partial::key,
                            Types.STRING,
                            environment);
            merge.setup();
            restore.setup();
            if (restored) {
                merge.initializeState(windowsThen.get(index));
                restore.initializeState(
                        AbstractStreamOperatorTestHarness.repackageState(
                                watermarksThen.toArray(OperatorSubtaskState[]::new)));
            }
            merge.open();
            restore.open();
            forward();
        }

        private OneInputStreamOperatorTestHarness<
                        Partial<WindowStatistics>, Partial<WindowStatistics>>
                restore() {
            return restore;
        }

        void process(StreamRecord<Partial<WindowStatistics>> partial) throws Exception {
            restore.processElement(partial);
            forward();
        }

        private void forward() throws Exception {
            for (Object element; (element = restore.getOutput().poll()) != null; ) {
                if (element instanceof Watermark mark) {
                    watermark = mark.getTimestamp();
                    merge.processWatermark(mark);
                } else {
                    merge.processElement(partial(element));
                }
                take();
            }
        }

        private void take() {
            summaries.addAll(merge.extractOutputValues());
            merge.getOutput().clear();
            var side = merge.getSideOutput(LATE);
            while (side != null && !side.isEmpty()) {
                Partial<WindowStatistics> each = side.remove().getValue();
                TimedValue reading = each.accumulator().first();
                late.add(each.key() + " " + reading.time().toEpochMilli() + " " + watermark);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static StreamRecord<Partial<WindowStatistics>> partial(Object element) {
        return (StreamRecord<Partial<WindowStatistics>>) element;
    }

    /** Lets what a reader has sent arrive. */
    private void shuffle(int reader) throws Exception {
        for (Object element; (element = readers.get(reader).getOutput().poll()) != null; ) {
            for (int i = 0; i < WINDOWS; i++) {
                Valve valve = subtasks.get(i).valve;
                if (element instanceof Watermark watermark) {
                    valve.watermark(reader, watermark.getTimestamp());
                } else if (element instanceof WatermarkStatus status) {
                    valve.idle(reader, status.isIdle());
                } else if (Pipeline.subtask(partial(element).getValue().key()) == i) {
                    sent++;
                    subtasks.get(i).process(partial(element));
                }
            }
        }
    }

    @Override
    public void read(int reader, Reading reading) throws Exception {
        readers.get(reader).processElement(reading, reading.time().toEpochMilli());
        shuffle(reader);
    }

    @Override
    public void watermark(int reader, long watermark) throws Exception {
        readers.get(reader).processWatermark(watermark);
        shuffle(reader);
    }

    @Override
    public void idle(int reader, boolean idle) throws Exception {
        readers.get(reader)
                .processWatermarkStatus(idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
        shuffle(reader);
    }

    @Override
    public void checkpoint() throws Exception {
        checkpoint++;
        for (int i = 0; i < READERS; i++) {
            readers.get(i).prepareSnapshotPreBarrier(checkpoint);
            shuffle(i);
        }
        watermarksThen = new ArrayList<>();
        windowsThen = new ArrayList<>();
        for (WindowSubtask subtask : subtasks) {
            subtask.merge.prepareSnapshotPreBarrier(checkpoint);
            watermarksThen.add(subtask.restore.snapshot(checkpoint, checkpoint));
            windowsThen.add(subtask.merge.snapshot(checkpoint, checkpoint));
        }
        summariesThen = summaries.size();
        lateThen = late.size();
        for (Reader reader : readers) {
            reader.notifyOfCompletedCheckpoint(checkpoint);
        }
    }

    /** Another run: its JobManager knows nothing of the one before. */
    @Override
    public void restore() throws Exception {
        close();
        readers = new ArrayList<>();
        subtasks = new ArrayList<>();
        environment = new OneJobManager();
        summaries.subList(summariesThen, summaries.size()).clear();
        late.subList(lateThen, late.size()).clear();
        start(true);
    }

    @Override
    public List<WindowSummary> summaries() {
        return summaries;
    }

    @Override
    public List<String> late() {
        return late;
    }

    @Override
    public void close() throws Exception {
        for (Reader reader : readers) {
            reader.close();
        }
        for (WindowSubtask subtask : subtasks) {
            subtask.restore.close();
            subtask.merge.close();
        }
        environment.close();
    }
}
