package io.oncestream.job.locks;

import io.oncestream.function.Input;
import io.oncestream.function.request.Commands;
import io.oncestream.function.request.RequestMemory;
import io.oncestream.kit.Job;
import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockStatus;
import io.oncestream.state.reading.RejectedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * A lock service: one resource, one owner at a time, with leases that event time ends, queues in
 * the order of arrival, and tokens that grow for ever, by which a database keeps off who has lost a
 * lock without knowing it (Kleppmann, "How to do distributed locking", 2016).
 *
 * <p>The commands of a domain are decided one after the other, those of several in parallel. Locks,
 * queues and answers are in one checkpoint, and an answer is in the table when no crash can revise
 * it any more.
 */
public final class LocksJob implements Job<LocksOptions> {

    /** The job's name, at the command line and in Flink's web UI. */
    public static final String NAME = "locks";

    /** Where commands come from, with what their source knows of event time. */
    public record Sources(Input<Command> commands) {}

    /**
     * Where results go: each consumer attaches a sink, with uid and name.
     *
     * @param answers receives a stream in which all answers of one domain come in their order
     * @param status receives each resource as it is after each change
     * @param refused receives the commands that are neither done nor answered
     * @param rejected receives the records that are no commands
     */
    public record Sinks(
            Consumer<DataStream<LockAnswer>> answers,
            Consumer<DataStream<LockStatus>> status,
            Consumer<DataStream<RefusedCommand>> refused,
            Consumer<DataStream<RejectedRecord>> rejected) {}

    private final SerializableSupplier<Instant> wall;

    public LocksJob() {
        this(Instant::now);
    }

    /**
     * The same by another clock.
     *
     * @param wall above which the numbers of a domain begin that has no state: tokens of an earlier
     *     start are below, if it does not go back
     */
    public LocksJob(SerializableSupplier<Instant> wall) {
        this.wall = wall;
    }

    public static void main(String[] args) throws Exception {
        new LocksJob().run(args);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LocksOptions options() {
        return new LocksOptions();
    }

    @Override
    public void build(StreamExecutionEnvironment env, LocksOptions options) {
        build(env, options.remember(), wall, options.sources(), options.sinks());
    }

    /** Draws the job's graph. */
    public static void build(
            StreamExecutionEnvironment env,
            Duration remember,
            SerializableSupplier<Instant> wall,
            Sources sources,
            Sinks sinks) {
        SingleOutputStreamOperator<LockAnswer> answers =
                Commands.read(env, sources.commands(), sinks.rejected())
                        .process(new LocksFunction(remember, wall))
                        .returns(LockAnswer.class)
                        .uid("decide")
                        .name("decide");
        sinks.answers().accept(answers);
        sinks.status().accept(answers.getSideOutput(LocksFunction.STATUS));
        sinks.refused().accept(answers.getSideOutput(RequestMemory.REFUSED));
    }
}
