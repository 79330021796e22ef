package io.oncestream.bench.counters;

import io.oncestream.bench.measure.Broker;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.cli.CommandLines;
import io.oncestream.job.counters.CountersJob;
import io.oncestream.job.counters.CountersOptions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job, from a topic that was filled before to the last answer in a majority. */
final class OncestreamCounters implements Work {

    private final Case one;
    private final String topic;
    private final FlinkEngine engine;
    private final List<OwnDatabase> databases;
    private double brokerCpuSeconds;
    private int whole;

    private OncestreamCounters(
            Case one, String topic, FlinkEngine engine, List<OwnDatabase> databases) {
        this.one = one;
        this.topic = topic;
        this.engine = engine;
        this.databases = databases;
    }

    static Work prepare(Case one) throws Exception {
        return new OncestreamCounters(
                one,
                AddScript.of(one).topic(one),
                FlinkEngine.start(one, new Configuration()),
                OwnDatabase.createAll(one));
    }

    @Override
    public Instant run() throws Exception {
        double before = Broker.cpuSeconds(one);
        List<String> words = new ArrayList<>(List.of("--from=" + topic + "?until=latest"));
        databases.forEach(database -> words.add("--to=" + database.url()));
        CountersOptions options = new CountersOptions();
        CommandLines.parse(CommandLines.of(options), words.toArray(String[]::new));
        StreamExecutionEnvironment env = engine.environment(new Configuration());
        new CountersJob().build(env, options);
        env.execute(CountersJob.NAME);
        Instant end = Instant.now();
        brokerCpuSeconds = Broker.cpuSeconds(one) - before;
        return end;
    }

    /** A minority may lack something yet when the job is done. */
    @Override
    public Check check() throws SQLException {
        AddScript script = AddScript.of(one);
        Counted right = new Counted(script.sums(), script.commands());
        Counted wrong = right;
        whole = 0;
        for (OwnDatabase database : databases) {
            Counted counted = Counted.read(database);
            if (counted.equals(right)) {
                whole++;
            } else {
                wrong = counted;
            }
        }
        Counted majority = whole > databases.size() / 2 ? right : wrong;
        return script.check(majority.counters(), majority.answers());
    }

    @Override
    public Map<String, Double> figures() {
        return Map.of(
                "broker-cpu-s-per-million",
                1e6 * brokerCpuSeconds / one.number(Case.READINGS),
                "databases-with-all",
                (double) whole);
    }

    @Override
    public void close() throws Exception {
        engine.close();
        for (OwnDatabase database : databases) {
            database.close();
        }
    }
}
