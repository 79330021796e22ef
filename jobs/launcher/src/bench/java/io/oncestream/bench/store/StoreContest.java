package io.oncestream.bench.store;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
import io.oncestream.bench.measure.JobWork;
import io.oncestream.bench.measure.Work;
import io.oncestream.job.store.StoreJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who stores. */
public final class StoreContest implements Contest {

    /** A setting of a case: how many puts, or moved keys, go at once where they are batched. */
    static final String BATCH = "batch";

    /** A setting of a case: which part it is. */
    static final String PART = "part";

    /** What can be left out. */
    enum Part {
        puts,
        join
    }

    private static final String JDBC = "jdbc";

    @Override
    public String name() {
        return "store";
    }

    @Override
    public Map<String, Contestant> contestants() {
        Map<String, Contestant> all = new LinkedHashMap<>();
        all.put("oncestream", StoreContest::job);
        all.put("oncestream" + ContestCommand.AGAIN, StoreContest::job);
        if (RedisServer.isInstalled()) {
            all.put("redis-pipelined", StoreContest::pipelinedRedis);
            all.put("redis", StoreContest::redis);
        }
        all.put(JDBC + "-batched", one -> JdbcPuts.prepare(one, one.number(BATCH)));
        all.put(JDBC, one -> JdbcPuts.prepare(one, 1));
        return all;
    }

    /** Nothing joins a plain client's shards. */
    @Override
    public boolean does(String contestant, Case one) {
        return !(isJoin(one) && contestant.startsWith(JDBC));
    }

    private static boolean isJoin(Case one) {
        return one.text(PART).equals(Part.join.name());
    }

    private static Work job(Case one) throws Exception {
        if (isJoin(one)) {
            return JoinWork.prepare(one, GrowingOncestream::fill);
        }
        PutScript script = PutScript.of(one);
        return JobWork.prepare(
                one,
                new StoreJob(),
                script.topic(one),
                (shards, none) ->
                        script.check(Shards.live(shards), Shards.putsDone(shards.get(0))));
    }

    /** As it comes: each worker waits for each answer, and redis-cli moves 10 keys at once. */
    private static Work redis(Case one) throws Exception {
        return isJoin(one)
                ? JoinWork.prepare(
                        one, (same, script) -> GrowingRedis.fill(same, script, List.of()))
                : RedisPuts.prepare(one, 1);
    }

    private static Work pipelinedRedis(Case one) throws Exception {
        List<String> options = List.of("--cluster-pipeline", one.text(BATCH));
        return isJoin(one)
                ? JoinWork.prepare(one, (same, script) -> GrowingRedis.fill(same, script, options))
                : RedisPuts.prepare(one, one.number(BATCH));
    }
}
