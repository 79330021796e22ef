package io.oncestream.bench.counters;

import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who counts. */
public final class CountersContest implements Contest {

    /** A setting of a case: how many commands a batched transaction has. */
    static final String BATCH = "batch";

    @Override
    public String name() {
        return "counters";
    }

    @Override
    public Map<String, Contestant> contestants() {
        Map<String, Contestant> all = new LinkedHashMap<>();
        all.put("oncestream", OncestreamCounters::prepare);
        all.put("oncestream" + ContestCommand.AGAIN, OncestreamCounters::prepare);
        all.put("ratis", RatisCounters::prepare);
        all.put("update-batched", one -> UpdateCounters.prepare(one, one.number(BATCH)));
        all.put("update", one -> UpdateCounters.prepare(one, 1));
        return all;
    }
}
