package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.state.counter.CounterCommand;
import io.oncestream.state.counter.CounterEvent;
import io.oncestream.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job that counts in some databases: all instances of its sink, checkpoint by
 * checkpoint. Each counter has one instance.
 */
final class CountersRun implements AutoCloseable {
    private final List<SinkOperator<CounterEvent>> instances = new ArrayList<>();
    private final Map<String, Long> numbers;

    /** How a run is made. */
    record Setting(String run, String job, int parallelism, boolean joins, boolean empties) {

        static Setting of(String run) {
            return new Setting(run, run, 2, false, false);
        }

        Setting parallel(int instances) {
            return new Setting(run, job, instances, joins, empties);
        }

        Setting joining() {
            return new Setting(run, job, parallelism, true, empties);
        }

        Setting emptying() {
            return new Setting(run, job, parallelism, joins, true);
        }
    }

    /** What a checkpoint has: the sink's state, and the numbers that its commands go on from. */
    record State(List<Checkpoint> sink, Map<String, Long> numbers) {}

    private CountersRun(CounterDatabases databases, Setting setting, Map<String, Long> numbers) {
        this.numbers = new HashMap<>(numbers);
        for (int i = 0; i < setting.parallelism; i++) {
            instances.add(operator(databases, setting, i));
        }
    }

    private static SinkOperator<CounterEvent> operator(
            CounterDatabases databases, Setting setting, int subtask) {
        PaxosCommitSink sink =
                new PaxosCommitSink(databases, setting.joins, setting.empties, setting.run);
        JobID job = SinkHarness.job(setting.job);
        try {
            return new SinkOperator<>(job, sink, subtask, setting.parallelism);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static CounterDatabases in(List<TestDatabase> databases) {
        List<Participant> participants = new ArrayList<>();
        for (TestDatabase each : databases) {
            participants.add(new Participant("db-" + participants.size(), each.address()));
        }
        return new CounterDatabases(participants, "counters");
    }

    static CountersRun begin(CounterDatabases databases, Setting setting) throws Exception {
        CountersRun run = new CountersRun(databases, setting, Map.of());
        try {
            for (SinkOperator<CounterEvent> each : run.instances) {
                each.start();
            }
        } catch (Throwable e) {
            run.close();
            throw e;
        }
        return run;
    }

    static CountersRun resume(CounterDatabases databases, Setting setting, State state)
            throws Exception {
        CountersRun run = new CountersRun(databases, setting, state.numbers);
        int count = run.instances.size();
        try {
            for (int i = 0; i < count; i++) {
                run.instances.get(i).resume(SinkHarness.rescaled(state.sink, count, i));
            }
        } catch (Throwable e) {
            run.close();
            throw e;
        }
        return run;
    }

    /** A command, with the next number of its counter. */
    void add(String counter, String id, @Nullable Long amount) throws Exception {
        long number = numbers.merge(counter, 1L, Long::sum);
        instances
                .get(Math.floorMod(counter.hashCode(), instances.size()))
                .write(
                        CounterEvent.of(
                                new CounterCommand(
                                        counter,
                                        number,
                                        id,
                                        amount == null ? "read" : "add",
                                        Instant.EPOCH.plusNanos(123_456_789),
                                        amount,
                                        null)));
    }

    /** What is neither done nor answered. */
    void write(CounterEvent event) throws Exception {
        instances.get(0).write(event);
    }

    State snapshot(long checkpointId) throws Exception {
        List<Checkpoint> checkpoint = new ArrayList<>();
        for (SinkOperator<CounterEvent> each : instances) {
            checkpoint.add(each.snapshot(checkpointId));
        }
        return new State(checkpoint, Map.copyOf(numbers));
    }

    void complete(long checkpointId) throws Exception {
        for (SinkOperator<CounterEvent> each : instances) {
            each.complete(checkpointId);
        }
    }

    State checkpoint(long checkpointId) throws Exception {
        State state = snapshot(checkpointId);
        complete(checkpointId);
        return state;
    }

    @Override
    public void close() throws Exception {
        for (SinkOperator<CounterEvent> each : instances) {
            each.close();
        }
    }
}
