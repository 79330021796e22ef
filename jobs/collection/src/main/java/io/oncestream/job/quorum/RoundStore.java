package io.oncestream.job.quorum;

import io.oncestream.state.quorum.RoundProgress;
import io.oncestream.state.quorum.RoundVotes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of an instrument. */
interface RoundStore {

    RoundProgress progress();

    void setProgress(RoundProgress progress);

    /** The rounds of which observations of a feed are kept, in ascending order. */
    List<Long> rounds(String feed);

    void setRounds(String feed, List<Long> rounds);

    @Nullable RoundVotes votes(long round);

    void setVotes(long round, RoundVotes votes);

    void removeVotes(long round);
}
