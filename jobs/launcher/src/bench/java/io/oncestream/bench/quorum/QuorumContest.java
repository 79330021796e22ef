package io.oncestream.bench.quorum;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
import io.oncestream.bench.measure.Work;
import io.oncestream.job.quorum.QuorumJob;
import java.util.LinkedHashMap;
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
        return FlinkWork.prepare(one, new QuorumJob(), Certificates::check);
    }

    private static Work obvious(Case one) throws Exception {
        return FlinkWork.prepare(
                one, new ObviousJob(SignedFile.of(one).feeds()), (same, database) -> {});
    }
}
