package io.oncestream.bench.counters;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.JobWork;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.job.counters.CountersJob;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The job, from a topic that was filled before to the last answer in a majority. */
final class OncestreamCounters {

    private OncestreamCounters() {}

    static Work prepare(Case one) throws Exception {
        AddScript script = AddScript.of(one);
        return JobWork.prepare(
                one,
                new CountersJob(),
                script.topic(one),
                (databases, figures) -> check(script, databases, figures));
    }

    /** A minority may lack something yet when the job is done. */
    private static Check check(
            AddScript script, List<OwnDatabase> databases, Map<String, Double> figures)
            throws SQLException {
        Counted right = new Counted(script.sums(), script.commands());
        Counted wrong = right;
        int whole = 0;
        for (OwnDatabase database : databases) {
            Counted counted = Counted.read(database);
            if (counted.equals(right)) {
                whole++;
            } else {
                wrong = counted;
            }
        }
        figures.put("databases-with-all", (double) whole);
        Counted majority = whole > databases.size() / 2 ? right : wrong;
        return script.check(majority.counters(), majority.answers());
    }
}
