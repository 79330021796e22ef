package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Broker;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Work;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/** The job, from a topic that was filled before to the last answer in its table. */
final class OncestreamLocks implements Work {

    private final LockService service;
    private final Pairs pairs;
    private final String commands;
    private final Case one;
    private double brokerCpuSeconds;

    private OncestreamLocks(LockService service, Pairs pairs, String commands, Case one) {
        this.service = service;
        this.pairs = pairs;
        this.commands = commands;
        this.one = one;
    }

    static Work prepare(Case one) throws Exception {
        Pairs pairs = Pairs.of(one);
        String commands = LockScript.topic(one, pairs) + "?until=latest";
        return new OncestreamLocks(LockService.prepare(one), pairs, commands, one);
    }

    @Override
    public Instant run() throws Exception {
        double before = Broker.cpuSeconds(one);
        service.submit(commands).getJobExecutionResult().get();
        Instant end = Instant.now();
        brokerCpuSeconds = Broker.cpuSeconds(one) - before;
        return end;
    }

    @Override
    public Check check() throws SQLException {
        return service.check();
    }

    @Override
    public Map<String, Double> figures() {
        return Map.of(
                Guard.GRANTED,
                Guard.percent(service.granted(), pairs),
                "broker-cpu-s-per-million",
                1e6 * brokerCpuSeconds / pairs.commands());
    }

    @Override
    public void close() throws Exception {
        service.close();
    }
}
