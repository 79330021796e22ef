package io.oncestream.job.counters;

import io.oncestream.function.Input;
import io.oncestream.function.request.Commands;
import io.oncestream.function.request.RequestMemory;
import io.oncestream.kit.Job;
import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.counter.CounterEvent;
import io.oncestream.state.reading.RejectedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Counters, each of them in 3, 5 or 7 databases at once: a minority of these may be away, several
 * jobs may count in one counter, and no command is lost or counted twice.
 *
 * <p>Flink keeps a command until it is counted; the databases agree on the order of what several
 * jobs add, by Paxos. The counters themselves are nowhere else than in the databases.
 */
public final class CountersJob implements Job<CountersOptions> {

    /** The job's name, at the command line and in Flink's web UI. */
    public static final String NAME = "counters";

    /** Where commands come from, with what their source knows of event time. */
    public record Sources(Input<Command> commands) {}

    /**
     * Where results go.
     *
     * @param events receives a stream in which all commands of one counter come in their order, and
     *     all that is refused and rejected; attaches a sink, with uid and name
     */
    public record Sinks(Consumer<DataStream<CounterEvent>> events) {}

    public static void main(String[] args) throws Exception {
        new CountersJob().run(args);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CountersOptions options() {
        return new CountersOptions();
    }

    @Override
    public void build(StreamExecutionEnvironment env, CountersOptions options) {
        build(env, options.remember(), options.sources(), options.sinks());
    }

    /**
     * Draws the job's graph.
     *
     * @param remember how long ids are remembered, in event time
     */
    public static void build(
            StreamExecutionEnvironment env, Duration remember, Sources sources, Sinks sinks) {
        List<DataStream<RejectedRecord>> rejected = new ArrayList<>();
        SingleOutputStreamOperator<CounterEvent> numbered =
                Commands.read(env, sources.commands(), rejected::add)
                        .process(new CountersFunction(remember))
                        .returns(CounterEvent.class)
                        .uid("number")
                        .name("number");
        DataStream<RefusedCommand> refused = numbered.getSideOutput(RequestMemory.REFUSED);
        DataStream<CounterEvent> events =
                numbered.union(
                        refused.map(CounterEvent::of)
                                .returns(CounterEvent.class)
                                .uid("add-refused")
                                .name("add refused commands"));
        for (DataStream<RejectedRecord> records : rejected) {
            events =
                    events.union(
                            records.map(CounterEvent::of)
                                    .returns(CounterEvent.class)
                                    .uid("add-rejected")
                                    .name("add rejected records"));
        }
        sinks.events().accept(events);
    }
}
