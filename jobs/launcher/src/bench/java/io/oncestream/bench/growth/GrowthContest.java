package io.oncestream.bench.growth;

import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
import io.oncestream.bench.windows.DataStreamJob;
import io.oncestream.bench.windows.Oncestream;
import io.oncestream.bench.windows.WindowsContest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ours and the idiomatic job, as they grow. */
public final class GrowthContest implements Contest {

    /** A setting of a case: whether its windows are held open. */
    static final String HELD = "held";

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public Map<String, Contestant> contestants() {
        Map<String, Contestant> all = new LinkedHashMap<>();
        String ours = "oncestream";
        all.put(ours, contestant(ours, Oncestream::draw));
        all.put(ours + ContestCommand.AGAIN, contestant(ours, Oncestream::draw));
        all.put("datastream", contestant("datastream", DataStreamJob::draw));
        return all;
    }

    private static Contestant contestant(String name, HeldWindows.Graph graph) {
        Contestant passing = new WindowsContest().contestants().get(name);
        return one ->
                Boolean.parseBoolean(one.text(HELD))
                        ? HeldWindows.prepare(one, graph)
                        : passing.prepare(one);
    }
}
