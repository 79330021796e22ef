package io.oncestream.bench.transfers;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
import io.oncestream.bench.measure.JobWork;
import io.oncestream.bench.measure.Work;
import io.oncestream.job.transfers.TransfersJob;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who moves amounts. */
public final class TransfersContest implements Contest {

    /** A setting of a case: how many commands a batched transaction has. */
    static final String BATCH = "batch";

    @Override
    public String name() {
        return "transfers";
    }

    @Override
    public Map<String, Contestant> contestants() {
        Map<String, Contestant> all = new LinkedHashMap<>();
        all.put("oncestream", TransfersContest::job);
        all.put("oncestream" + ContestCommand.AGAIN, TransfersContest::job);
        all.put("xa-batched", one -> XaTransfers.prepare(one, one.number(BATCH)));
        all.put("xa", one -> XaTransfers.prepare(one, 1));
        return all;
    }

    /** From a topic that was filled before to the last commit in all databases. */
    private static Work job(Case one) throws Exception {
        return JobWork.prepare(
                one,
                new TransfersJob(),
                TransferScript.topic(one),
                (databases, none) -> Books.read(databases).check());
    }
}
