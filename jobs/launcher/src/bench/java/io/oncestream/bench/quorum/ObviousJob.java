package io.oncestream.bench.quorum;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.function.quorum.Feeds;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.job.quorum.QuorumOptions;
import io.oncestream.kit.Job;
import io.oncestream.kit.JobTables;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumValue;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What one would write first: a function keyed by the instrument that checks and counts. Source and
 * sink are those of our job, so that only what is between them differs; it writes neither
 * certificates nor evidence, and closes no round.
 *
 * @param feeds the file of feeds, which the options keep to themselves
 */
record ObviousJob(Path feeds) implements Job<QuorumOptions> {

    @Override
    public String name() {
        return "obvious";
    }

    @Override
    public QuorumOptions options() {
        return new QuorumOptions();
    }

    @Override
    public void build(StreamExecutionEnvironment env, QuorumOptions options) {
        DataStream<QuorumValue> values =
                options.source()
                        .input()
                        .read(env)
                        .keyBy(Observation::instrument)
                        .process(new JdkQuorumFunction(Feeds.read(feeds)))
                        .returns(QuorumValue.class)
                        .uid("count")
                        .name("check and count");
        JobTables.of(this, options.database())
                .port(rows(), "write-values", "write values")
                .accept(values);
    }

    private static TableMapping<QuorumValue> rows() {
        return TableMapping.<QuorumValue>table("quorum_values")
                .text("instrument", QuorumValue::instrument)
                .bigint("round", QuorumValue::round)
                .text("status", value -> value.status().word())
                .text("value", value -> SignedText.plain(Objects.requireNonNull(value.value())))
                .integer("votes", QuorumValue::votes)
                .primaryKey("instrument", "round")
                .build();
    }
}
