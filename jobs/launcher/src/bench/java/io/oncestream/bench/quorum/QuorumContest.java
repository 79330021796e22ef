package io.oncestream.bench.quorum;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
import io.oncestream.bench.measure.FileWork;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.job.quorum.QuorumJob;
import io.oncestream.kit.Job;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who certifies values. */
public final class QuorumContest implements Contest {

    /** A setting of a case: whether the slowest one takes part. */
    static final String OBVIOUS = "obvious";

    @Override
    public String name() {
        return "quorum";
    }

    @Override
    public Map<String, Contestant> contestants() {
        Map<String, Contestant> all = new LinkedHashMap<>();
        all.put("oncestream", QuorumContest::oncestream);
        all.put("oncestream" + ContestCommand.AGAIN, QuorumContest::oncestream);
        all.put(OBVIOUS, QuorumContest::obvious);
        all.put("loop", LoopWork::prepare);
        return all;
    }

    @Override
    public boolean does(String contestant, Case one) {
        return !contestant.equals(OBVIOUS) || Boolean.parseBoolean(one.text(OBVIOUS));
    }

    private static Work oncestream(Case one) throws Exception {
        return job(one, new QuorumJob(), database -> Certificates.check(one, database));
    }

    private static Work obvious(Case one) throws Exception {
        return job(one, new ObviousJob(SignedFile.of(one).feeds()), database -> {});
    }

    /** Looks at what else is in the database. */
    private interface Further {
        void check(OwnDatabase database) throws SQLException, IOException;
    }

    private static Work job(Case one, Job<?> job, Further further) throws Exception {
        SignedFile file = SignedFile.of(one);
        return FileWork.prepare(
                one,
                job,
                List.of("--from=file:" + file.observations(), "--feeds=" + file.feeds()),
                database -> {
                    further.check(database);
                    return Script.of(one).compare(Certificates.certified(database));
                });
    }
}
