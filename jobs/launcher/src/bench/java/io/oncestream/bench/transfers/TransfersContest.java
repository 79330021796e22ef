package io.oncestream.bench.transfers;

import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
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
        all.put("oncestream", OncestreamTransfers::prepare);
        all.put("oncestream" + ContestCommand.AGAIN, OncestreamTransfers::prepare);
        all.put("xa-batched", one -> XaTransfers.prepare(one, one.number(BATCH)));
        all.put("xa", one -> XaTransfers.prepare(one, 1));
        return all;
    }
}
