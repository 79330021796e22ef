package io.oncestream.bench.measure;

import io.oncestream.kit.Job;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job, from a topic that was filled before to its last commit in databases of its own. */
public final class JobWork implements Work {

    private final Case one;
    private final Job<?> job;
    private final String topic;
    private final Result result;
    private final FlinkEngine engine;
    private final List<OwnDatabase> databases;
    private final Map<String, Double> figures = new HashMap<>();

    /** Looks at what is in the databases in the end. */
    public interface Result {

        /**
         * As {@link Work#check} says.
         *
         * @param figures takes what else is measured
         */
        Check check(List<OwnDatabase> databases, Map<String, Double> figures) throws SQLException;
    }

    private JobWork(
            Case one,
            Job<?> job,
            String topic,
            Result result,
            FlinkEngine engine,
            List<OwnDatabase> databases) {
        this.one = one;
        this.job = job;
        this.topic = topic;
        this.result = result;
        this.engine = engine;
        this.databases = databases;
    }

    /** Starts an embedded Flink, and has databases made on the first servers of the case. */
    public static Work prepare(Case one, Job<?> job, String topic, Result result)
            throws Exception {
        return new JobWork(
                one,
                job,
                topic,
                result,
                FlinkEngine.start(one, new Configuration()),
                OwnDatabase.createAll(one));
    }

    @Override
    public Instant run() throws Exception {
        double before = Broker.cpuSeconds(one);
        List<String> words = new ArrayList<>(List.of("--from=" + topic + "?until=latest"));
        databases.forEach(database -> words.add("--to=" + database.url()));
        StreamExecutionEnvironment env = engine.draw(job, words);
        env.execute(job.name());
        Instant end = Instant.now();
        double cpuSeconds = Broker.cpuSeconds(one) - before;
        figures.put("broker-cpu-s-per-million", 1e6 * cpuSeconds / one.number(Case.READINGS));
        return end;
    }

    @Override
    public Check check() throws SQLException {
        return result.check(databases, figures);
    }

    @Override
    public Map<String, Double> figures() {
        return figures;
    }

    @Override
    public void close() throws Exception {
        engine.close();
        for (OwnDatabase database : databases) {
            database.close();
        }
    }
}
