package io.oncestream.bench.commit;

import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
import io.oncestream.bench.measure.OwnDatabase;
import java.util.LinkedHashMap;
import java.util.Map;

/** In how many databases the same rows are committed, and whether in all at once. */
public final class CommitContest implements Contest {

    @Override
    public String name() {
        return "commit";
    }

    @Override
    public Map<String, Contestant> contestants() {
        Map<String, Contestant> all = new LinkedHashMap<>();
        Contestant ours = one -> Commits.prepare(one, DrivenSinks::one);
        all.put("oncestream", ours);
        all.put("oncestream" + ContestCommand.AGAIN, ours);
        all.put("in-sequence", one -> Commits.prepare(one, DrivenSinks::each));
        all.put(
                "one-database",
                one -> Commits.prepare(one.with(OwnDatabase.COUNT, 1), DrivenSinks::one));
        return all;
    }
}
