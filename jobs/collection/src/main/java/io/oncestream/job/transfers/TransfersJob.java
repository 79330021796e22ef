package io.oncestream.job.transfers;

import io.oncestream.function.Input;
import io.oncestream.function.request.Commands;
import io.oncestream.function.request.RequestMemory;
import io.oncestream.kit.Job;
import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.state.transfer.TransferDecision;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Accounts in several databases, and transfers between them: both legs of a transfer are in the
 * databases or none is, each command is done once, and no account is ever below zero.
 *
 * <p>A ledger is a book of its own, such as a tenant, a currency or a warehouse: its commands are
 * decided one after the other, those of several ledgers in parallel. Balances are in Flink's state;
 * the tables are written from it, all rows of a checkpoint or none.
 */
public final class TransfersJob implements Job<TransfersOptions> {

    /** The job's name, at the command line and in Flink's web UI. */
    public static final String NAME = "transfers";

    /** Where commands come from, with what their source knows of event time. */
    public record Sources(Input<Command> commands) {}

    /**
     * Where results go: each consumer attaches a sink, with uid and name.
     *
     * @param decisions receives a stream in which all decisions of one ledger come in their order;
     *     one sink must write all of it, or what is read together is not of one checkpoint
     * @param refused receives the commands that are neither done nor answered
     * @param rejected receives the records that are no commands
     */
    public record Sinks(
            Consumer<DataStream<TransferDecision>> decisions,
            Consumer<DataStream<RefusedCommand>> refused,
            Consumer<DataStream<RejectedRecord>> rejected) {}

    public static void main(String[] args) throws Exception {
        new TransfersJob().run(args);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TransfersOptions options() {
        return new TransfersOptions();
    }

    @Override
    public void build(StreamExecutionEnvironment env, TransfersOptions options) {
        build(env, options, options.sinks());
    }

    /**
     * The same with other sinks than the options say.
     *
     * @param sinks instead of {@link TransfersOptions#sinks}
     */
    public static void build(
            StreamExecutionEnvironment env, TransfersOptions options, Sinks sinks) {
        build(env, options.remember(), options.scale(), options.sources(), sinks);
    }

    /**
     * Draws the job's graph.
     *
     * @param remember how long ids are remembered, in event time
     * @param scale of all amounts, the same as long as there is state
     */
    static void build(
            StreamExecutionEnvironment env,
            Duration remember,
            AmountScale scale,
            Sources sources,
            Sinks sinks) {
        SingleOutputStreamOperator<TransferDecision> decisions =
                Commands.read(env, sources.commands(), sinks.rejected())
                        .process(new TransfersFunction(remember, scale))
                        .returns(TransferDecision.class)
                        .uid("decide")
                        .name("decide");
        sinks.decisions().accept(decisions);
        sinks.refused().accept(decisions.getSideOutput(RequestMemory.REFUSED));
    }
}
