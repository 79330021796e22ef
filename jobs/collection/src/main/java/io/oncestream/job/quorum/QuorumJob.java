package io.oncestream.job.quorum;

import io.oncestream.function.Input;
import io.oncestream.function.SplitDecoded;
import io.oncestream.kit.Job;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumValue;
import io.oncestream.state.reading.RejectedRecord;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Certifies one value for each round of an instrument out of what n feeds sign, of which up to f, n
 * ≥ 3f+1, may send anything to anybody, and publishes proof of who signed two values.
 *
 * <p>The rule for one value is that of dissemination quorum systems (Malkhi and Reiter, 1998); that
 * of medians gives what oracles report (Chainlink, "Off-chain reporting protocol", 2021). It is no
 * consensus among replicas: the feeds need not hear of each other, and a round may stay undecided.
 */
public final class QuorumJob implements Job<QuorumOptions> {

    /** The job's name, at the command line and in Flink's web UI. */
    public static final String NAME = "quorum";

    /** Where observations come from; those of an instrument in one partition. */
    public record Sources(Input<Observation> observations) {}

    /**
     * Where results go: each consumer attaches a sink, with uid and name.
     *
     * @param values receives each round as it is after each change, those of an instrument in order
     * @param certificates receives each certificate once
     * @param evidence receives each proof of a lie once
     * @param rejected receives the records that are no observations, and what no feed has signed
     */
    public record Sinks(
            Consumer<DataStream<QuorumValue>> values,
            Consumer<DataStream<Certificate>> certificates,
            Consumer<DataStream<Evidence>> evidence,
            Consumer<DataStream<RejectedRecord>> rejected) {}

    public static void main(String[] args) throws Exception {
        new QuorumJob().run(args);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public QuorumOptions options() {
        return new QuorumOptions();
    }

    @Override
    public void build(StreamExecutionEnvironment env, QuorumOptions options) {
        build(env, options.config(), options.sources(), options.sinks());
    }

    /** Draws the job's graph. */
    public static void build(
            StreamExecutionEnvironment env, QuorumConfig config, Sources sources, Sinks sinks) {
        Input<Observation> input = sources.observations();
        SingleOutputStreamOperator<Observation> read = input.read(env);
        SingleOutputStreamOperator<Observation> signed =
                read.keyBy(Observation::instrument)
                        .process(new VerifyFunction(config.feeds(), input.badRecords()))
                        .returns(Observation.class)
                        .uid("verify")
                        .name("verify signatures");
        sinks.rejected()
                .accept(
                        read.getSideOutput(SplitDecoded.REJECTED)
                                .union(signed.getSideOutput(VerifyFunction.FORGED)));
        SingleOutputStreamOperator<QuorumValue> values =
                DataStreamUtils.reinterpretAsKeyedStream(signed, Observation::instrument)
                        .process(new DecideFunction(config))
                        .returns(QuorumValue.class)
                        .uid("decide")
                        .name("decide");
        sinks.values().accept(values);
        sinks.certificates().accept(values.getSideOutput(DecideFunction.CERTIFICATES));
        sinks.evidence().accept(values.getSideOutput(DecideFunction.EVIDENCE));
    }
}
