package io.oncestream.function.request;

import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * A function that decides commands, in as many subtasks as is wished.
 *
 * @param <T> what it decides
 */
public final class CommandHarness<T> implements AutoCloseable {
    private static final int PARALLELISM_MAX = 12;

    private final Supplier<? extends KeyedProcessFunction<String, Command, T>> function;
    private final List<KeyedOneInputStreamOperatorTestHarness<String, Command, T>> subtasks =
            new ArrayList<>();
    private long watermark = Long.MIN_VALUE;

    public CommandHarness(Supplier<? extends KeyedProcessFunction<String, Command, T>> function)
            throws Exception {
        this.function = function;
        open(1, null);
    }

    private void open(int parallelism, OperatorSubtaskState state) throws Exception {
        int before = subtasks.size();
        subtasks.clear();
        for (int i = 0; i < parallelism; i++) {
            KeyedOneInputStreamOperatorTestHarness<String, Command, T> subtask =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(function.get()),
                            Command::key,
                            Types.STRING,
                            PARALLELISM_MAX,
                            parallelism,
                            i);
            subtask.setup();
            if (state != null) {
                subtask.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                state, PARALLELISM_MAX, before, parallelism, i));
            }
            subtask.open();
            subtasks.add(subtask);
        }
    }

    /** Fails and goes on from a checkpoint, at this parallelism; outputs so far are forgotten. */
    public void restore(int parallelism) throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (var subtask : subtasks) {
            states.add(subtask.snapshot(1, 1));
            subtask.close();
        }
        open(
                parallelism,
                AbstractStreamOperatorTestHarness.repackageState(
                        states.toArray(OperatorSubtaskState[]::new)));
        // As RestoreWatermark does, which is before the function.
        watermark(watermark);
    }

    public void watermark(long millis) throws Exception {
        watermark = millis;
        for (var subtask : subtasks) {
            subtask.processWatermark(millis);
        }
    }

    /** By the machine's clock, which stands still otherwise. */
    public void processingTime(long millis) throws Exception {
        for (var subtask : subtasks) {
            subtask.setProcessingTime(millis);
        }
    }

    public void send(Command command) throws Exception {
        int subtask =
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        command.key(), PARALLELISM_MAX, subtasks.size());
        subtasks.get(subtask).processElement(command, command.time().toEpochMilli());
    }

    /** Since the start, or the last restore; of each subtask in their order. */
    public List<T> decided() {
        return subtasks.stream()
                .flatMap(subtask -> subtask.extractOutputValues().stream())
                .toList();
    }

    public List<RefusedCommand> refused() {
        return side(RequestMemory.REFUSED);
    }

    public <S> List<S> side(OutputTag<S> tag) {
        List<S> all = new ArrayList<>();
        for (var subtask : subtasks) {
            var records = subtask.getSideOutput(tag);
            if (records != null) {
                records.stream().map(StreamRecord::getValue).forEach(all::add);
            }
        }
        return all;
    }

    public int entries() {
        return subtasks.stream().mapToInt(subtask -> subtask.numKeyedStateEntries()).sum();
    }

    public int timers() {
        return subtasks.stream().mapToInt(subtask -> subtask.numEventTimeTimers()).sum();
    }

    @Override
    public void close() throws Exception {
        for (var subtask : subtasks) {
            subtask.close();
        }
    }
}
