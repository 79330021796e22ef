package io.oncestream.bench.membership;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
import io.oncestream.bench.measure.FileWork;
import io.oncestream.bench.measure.Work;
import io.oncestream.job.membership.MembershipJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who finds out who lives. */
public final class MembershipContest implements Contest {

    /** A setting of a case: which part it is. */
    static final String PART = "part";

    private static final String OURS = "oncestream";
    private static final String LOOP = "loop";

    /** Of what is measured, and not simulated. */
    enum Part {
        scalecube,
        speed
    }

    @Override
    public String name() {
        return "membership";
    }

    @Override
    public Map<String, Contestant> contestants() {
        Map<String, Contestant> all = new LinkedHashMap<>();
        all.put(OURS, one -> isSpeed(one) ? job(one) : AgentsWork.prepare(one));
        all.put(OURS + ContestCommand.AGAIN, MembershipContest::job);
        all.put("scalecube-tuned", ScaleCubeWork::prepareTuned);
        all.put("scalecube", ScaleCubeWork::prepare);
        all.put(LOOP, LoopWork::prepare);
        return all;
    }

    @Override
    public boolean does(String contestant, Case one) {
        return contestant.equals(OURS) || contestant.startsWith("scalecube") != isSpeed(one);
    }

    private static boolean isSpeed(Case one) {
        return one.text(PART).equals(Part.speed.name());
    }

    private static Work job(Case one) throws Exception {
        EntryFile file = EntryFile.of(one);
        return FileWork.prepare(
                one,
                new MembershipJob(),
                List.of("--from=file:" + file.path()),
                database -> Viewed.of(database).check(file.greatest()));
    }
}
