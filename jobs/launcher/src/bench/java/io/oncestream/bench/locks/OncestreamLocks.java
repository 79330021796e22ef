package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.ProcessTree;
import io.oncestream.bench.measure.Work;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/** The job, from a topic that was filled before to the last answer in its table. */
final class OncestreamLocks implements Work {

    /** What a case is told: the id of the broker's process. */
    static final String BROKER_PID = "broker-pid";

    private final LockService service;
    private final Pairs pairs;
    private final String commands;
    private final long broker;
    private double brokerCpuSeconds;

    private OncestreamLocks(LockService service, Pairs pairs, String commands, long broker) {
        this.service = service;
        this.pairs = pairs;
        this.commands = commands;
        this.broker = broker;
    }

    static Work prepare(Case one) throws Exception {
        Pairs pairs = Pairs.of(one);
        String commands = FilledTopic.of(one, pairs) + "?until=latest";
        long broker = Long.parseLong(one.text(BROKER_PID));
        return new OncestreamLocks(LockService.prepare(one), pairs, commands, broker);
    }

    @Override
    public Instant run() throws Exception {
        double before = ProcessTree.cpuSeconds(broker);
        service.submit(commands).getJobExecutionResult().get();
        Instant end = Instant.now();
        brokerCpuSeconds = ProcessTree.cpuSeconds(broker) - before;
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
