package io.oncestream.bench.windows;

import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
import io.oncestream.bench.measure.Tally;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** Who computes windows. */
public final class WindowsContest implements Contest {

    @Override
    public String name() {
        return "windows";
    }

    @Override
    public Map<String, Contestant> contestants() {
        Map<String, Contestant> all = new LinkedHashMap<>();
        Contestant ours = flink(new Configuration(), Oncestream::draw);
        all.put("oncestream", ours);
        all.put("oncestream" + ContestCommand.AGAIN, ours);
        all.put("datastream", flink(new Configuration(), DataStreamJob::draw));
        // FIRST_VALUE and LAST_VALUE go by the order of arrival.
        all.put(
                "flink-sql",
                flink(FlinkSql.defaults(), FlinkSql::draw, Tally.FIRST, Tally.LAST));
        all.put("flink-sql-tuned", flink(new Configuration(), FlinkSql::drawTuned));
        all.put("jet", JetWork::prepare);
        all.put("java", JavaWork::prepare);
        return all;
    }

    private static Contestant flink(Configuration above, FlinkWork.Graph graph, int... notCompared) {
        return one -> FlinkWork.prepare(one, above, graph, notCompared);
    }
}
