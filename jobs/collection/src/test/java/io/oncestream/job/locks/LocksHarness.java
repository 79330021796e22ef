package io.oncestream.job.locks;

import io.oncestream.function.request.RequestMemory;
import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The function that decides, in as many subtasks as is wished. */
final class LocksHarness implements AutoCloseable {
    private static final int PARALLELISM_MAX = 12;

    private final Duration remember;
    private final List<KeyedOneInputStreamOperatorTestHarness<String, Command, LockAnswer>>
            subtasks = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;
    private int commands;

    LocksHarness(Duration remember) throws Exception {
        this.remember = remember;
        open(1, null);
    }

    private void open(int parallelism, OperatorSubtaskState state) throws Exception {
        int before = subtasks.size();
        subtasks.clear();
        for (int i = 0; i < parallelism; i++) {
            KeyedOneInputStreamOperatorTestHarness<String, Command, LockAnswer> subtask =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(
                                    new LocksFunction(remember, () -> Instant.EPOCH)),
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
    void restore(int parallelism) throws Exception {
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

    void watermark(double second) throws Exception {
        watermark(Domain.time(second).toEpochMilli());
    }

    private void watermark(long millis) throws Exception {
        watermark = millis;
        for (var subtask : subtasks) {
            subtask.processWatermark(millis);
        }
    }

    void send(Command command) throws Exception {
        int subtask =
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        command.key(), PARALLELISM_MAX, subtasks.size());
        subtasks.get(subtask).processElement(command, command.time().toEpochMilli());
    }

    /** One of the domain "shop" with the next id: c1, c2 and so on. */
    void send(double second, String op, String owner, String resource, String... fields)
            throws Exception {
        send(command("shop", "c" + ++commands, Domain.time(second), op, owner, resource, fields));
    }

    static Command command(
            String domain,
            String id,
            Instant time,
            String op,
            String owner,
            String resource,
            String... fields) {
        Map<String, String> all = new HashMap<>();
        all.put("owner", owner);
        all.put("resource", resource);
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return new Command(domain, id, op, time, all);
    }

    /** Since the start, or the last restore; of each subtask in their order. */
    List<LockAnswer> answers() {
        return subtasks.stream()
                .flatMap(subtask -> subtask.extractOutputValues().stream())
                .toList();
    }

    /** The answers in words. */
    List<String> said() {
        return answers().stream()
                .map(a -> a.owner() + " " + a.outcome().word() + " " + a.resource())
                .toList();
    }

    LockAnswer last() {
        List<LockAnswer> all = answers();
        return all.get(all.size() - 1);
    }

    List<LockStatus> statuses() {
        return side(LocksFunction.STATUS);
    }

    List<RefusedCommand> refused() {
        return side(RequestMemory.REFUSED);
    }

    private <T> List<T> side(OutputTag<T> tag) {
        List<T> all = new ArrayList<>();
        for (var subtask : subtasks) {
            var records = subtask.getSideOutput(tag);
            if (records != null) {
                records.stream().map(StreamRecord::getValue).forEach(all::add);
            }
        }
        return all;
    }

    int entries() {
        return subtasks.stream().mapToInt(subtask -> subtask.numKeyedStateEntries()).sum();
    }

    int timers() {
        return subtasks.stream().mapToInt(subtask -> subtask.numEventTimeTimers()).sum();
    }

    @Override
    public void close() throws Exception {
        for (var subtask : subtasks) {
            subtask.close();
        }
    }
}
