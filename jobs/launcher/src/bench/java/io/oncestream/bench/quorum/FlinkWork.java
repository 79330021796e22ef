package io.oncestream.bench.quorum;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.job.quorum.QuorumOptions;
import io.oncestream.kit.Job;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** A job on an embedded Flink, from the file to its last commit in a database of its own. */
final class FlinkWork implements Work {

    private final Case one;
    private final SignedFile file;
    private final Job<QuorumOptions> job;
    private final Further further;
    private final FlinkEngine engine;
    private final OwnDatabase database;

    /** Looks at what else is in the database. */
    interface Further {
        void check(Case one, OwnDatabase database) throws SQLException, IOException;
    }

    private FlinkWork(
            Case one,
            SignedFile file,
            Job<QuorumOptions> job,
            Further further,
            FlinkEngine engine,
            OwnDatabase database) {
        this.one = one;
        this.file = file;
        this.job = job;
        this.further = further;
        this.engine = engine;
        this.database = database;
    }

    /** Starts Flink and has a database made. */
    static Work prepare(Case one, Job<QuorumOptions> job, Further further) throws Exception {
        return new FlinkWork(
                one,
                SignedFile.of(one),
                job,
                further,
                FlinkEngine.start(one, new Configuration()),
                OwnDatabase.create(one));
    }

    @Override
    public Instant run() throws Exception {
        List<String> words =
                List.of(
                        "--from=file:" + file.observations(),
                        "--feeds=" + file.feeds(),
                        "--to=" + database.url());
        engine.draw(job, words).execute(job.name());
        return Instant.now();
    }

    @Override
    public Check check() throws SQLException, IOException {
        database.checkNothingPrepared();
        Certified certified = new Certified();
        database.query(
                "SELECT instrument, round, value, votes FROM quorum_values"
                        + " WHERE status = 'certified'",
                row ->
                        certified.add(
                                row.getString(1),
                                row.getLong(2),
                                new BigDecimal(row.getString(3)),
                                row.getInt(4)));
        further.check(one, database);
        return Script.of(one).compare(certified);
    }

    @Override
    public void close() throws Exception {
        engine.close();
        database.close();
    }
}
