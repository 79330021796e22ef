package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
import io.oncestream.bench.measure.Work;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who gives locks. */
public final class LocksContest implements Contest {

    @Override
    public String name() {
        return "locks";
    }

    @Override
    public Map<String, Contestant> contestants() {
        Map<String, Contestant> all = new LinkedHashMap<>();
        all.put("oncestream", LocksContest::oncestream);
        all.put("oncestream" + ContestCommand.AGAIN, LocksContest::oncestream);
        all.put(
                "for-update",
                one ->
                        JdbcLocks.prepare(
                                one,
                                ForUpdateLocks.TABLE,
                                ForUpdateLocks.HELD,
                                ForUpdateLocks::new));
        all.put(
                "for-update-tuned",
                one ->
                        JdbcLocks.prepare(
                                one, UpsertLocks.TABLE, ForUpdateLocks.HELD, UpsertLocks::new));
        all.put(
                "advisory",
                one ->
                        JdbcLocks.prepare(
                                one,
                                "SELECT",
                                AdvisoryLocks.HELD,
                                (connection, pairs, owner) ->
                                        new AdvisoryLocks(connection, pairs)));
        return all;
    }

    private static Work oncestream(Case one) throws Exception {
        return one.number(Pace.RATE) > 0
                ? PacedOncestream.prepare(one)
                : OncestreamLocks.prepare(one);
    }
}
