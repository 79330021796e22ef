package io.oncestream.bench.transfers;

import io.oncestream.bench.measure.Broker;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.cli.CommandLines;
import io.oncestream.job.transfers.TransfersJob;
import io.oncestream.job.transfers.TransfersOptions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job, from a topic that was filled before to the last commit in all databases. */
final class OncestreamTransfers implements Work {

    private final Case one;
    private final String topic;
    private final FlinkEngine engine;
    private final List<OwnDatabase> databases;
    private double brokerCpuSeconds;

    private OncestreamTransfers(
            Case one, String topic, FlinkEngine engine, List<OwnDatabase> databases) {
        this.one = one;
        this.topic = topic;
        this.engine = engine;
        this.databases = databases;
    }

    static Work prepare(Case one) throws Exception {
        return new OncestreamTransfers(
                one,
                TransferScript.topic(one),
                FlinkEngine.start(one, new Configuration()),
                OwnDatabase.createAll(one));
    }

    @Override
    public Instant run() throws Exception {
        double before = Broker.cpuSeconds(one);
        List<String> words = new ArrayList<>(List.of("--from=" + topic + "?until=latest"));
        databases.forEach(database -> words.add("--to=" + database.url()));
        TransfersOptions options = new TransfersOptions();
        CommandLines.parse(CommandLines.of(options), words.toArray(String[]::new));
        StreamExecutionEnvironment env = engine.environment(new Configuration());
        new TransfersJob().build(env, options);
        env.execute(TransfersJob.NAME);
        Instant end = Instant.now();
        brokerCpuSeconds = Broker.cpuSeconds(one) - before;
        return end;
    }

    @Override
    public Check check() throws SQLException {
        return Books.read(databases).check();
    }

    @Override
    public Map<String, Double> figures() {
        return Map.of(
                "broker-cpu-s-per-million", 1e6 * brokerCpuSeconds / one.number(Case.READINGS));
    }

    @Override
    public void close() throws Exception {
        engine.close();
        for (OwnDatabase database : databases) {
            database.close();
        }
    }
}
