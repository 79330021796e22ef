package io.oncestream.bench.file;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.job.averages.AveragesJob;
import io.oncestream.launcher.flink.FlinkRest;
import io.oncestream.launcher.flink.LocalCluster;
import io.oncestream.launcher.home.Home;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import org.apache.flink.api.common.JobID;

/** What {@code ./oncestream run averages --from FILE --to URL} runs, with what it configures. */
final class OncestreamFile implements Work {

    private final JobID job = new JobID();
    private final LocalCluster cluster;
    private final OwnDatabase database;
    private final String[] arguments;

    private OncestreamFile(LocalCluster cluster, OwnDatabase database, Case one) {
        this.cluster = cluster;
        this.database = database;
        this.arguments =
                new String[] {
                    "--from=file:" + CsvFile.of(one),
                    "--key=key",
                    "--time=time",
                    "--value=value",
                    "--weight=weight",
                    "--window=1h",
                    "--to=" + database.url(),
                    "--table=" + AveragesTable.NAME,
                    "--parallelism=" + one.text(FlinkEngine.PARALLELISM)
                };
    }

    static Work prepare(Case one) throws SQLException {
        LocalCluster cluster =
                LocalCluster.start(
                        Home.fromSystemProperties(), one.number(FlinkEngine.PARALLELISM), "0");
        return new OncestreamFile(cluster, OwnDatabase.create(one), one);
    }

    @Override
    public Instant run() throws Exception {
        cluster.run(new AveragesJob()::run, job, arguments);
        return end();
    }

    /** Flink's client asks now and then whether the job has ended; the job knows when. */
    private Instant end() throws IOException, InterruptedException {
        FlinkRest rest = new FlinkRest(cluster.webUi());
        long millis;
        do {
            Thread.sleep(20);
            millis = rest.get("/jobs/" + job.toHexString()).path("end-time").asLong();
        } while (millis <= 0);
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public Check check() throws SQLException {
        return AveragesTable.check(database);
    }

    @Override
    public void close() throws SQLException {
        cluster.close();
        database.close();
    }
}
