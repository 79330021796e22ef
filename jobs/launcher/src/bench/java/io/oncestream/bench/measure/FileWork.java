package io.oncestream.bench.measure;

import io.oncestream.kit.Job;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** A job on an embedded Flink, from files to its last commit in a database of its own. */
public final class FileWork implements Work {

    private final Job<?> job;
    private final List<String> words;
    private final Result result;
    private final FlinkEngine engine;
    private final OwnDatabase database;

    /** Looks at what is in the database in the end. */
    public interface Result {
        Check check(OwnDatabase database) throws SQLException, IOException;
    }

    private FileWork(
            Job<?> job,
            List<String> words,
            Result result,
            FlinkEngine engine,
            OwnDatabase database) {
        this.job = job;
        this.words = words;
        this.result = result;
        this.engine = engine;
        this.database = database;
    }

    /**
     * Starts Flink and has a database made.
     *
     * @param words of the job's command line, but for where it writes to
     */
    public static Work prepare(Case one, Job<?> job, List<String> words, Result result)
            throws Exception {
        return new FileWork(
                job,
                words,
                result,
                FlinkEngine.start(one, new Configuration()),
                OwnDatabase.create(one));
    }

    @Override
    public Instant run() throws Exception {
        List<String> all = new ArrayList<>(words);
        all.add("--to=" + database.url());
        engine.draw(job, all).execute(job.name());
        return Instant.now();
    }

    @Override
    public Check check() throws SQLException, IOException {
        database.checkNothingPrepared();
        return result.check(database);
    }

    @Override
    public void close() throws Exception {
        engine.close();
        database.close();
    }
}
