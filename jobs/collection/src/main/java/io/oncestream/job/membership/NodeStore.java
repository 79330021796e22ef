package io.oncestream.job.membership;

import io.oncestream.state.membership.ClusterProgress;
import io.oncestream.state.membership.Hearing;
import io.oncestream.state.membership.HearingPair;
import io.oncestream.state.membership.KnownNode;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What is kept of a cluster. */
interface NodeStore {

    ClusterProgress progress();

    void setProgress(ClusterProgress progress);

    @Nullable KnownNode node(String name);

    void setNode(String name, KnownNode node);

    void removeNode(String name);

    /** All nodes by their names, as they are now. */
    SortedMap<String, KnownNode> nodes();

    @Nullable Hearing hearing(HearingPair pair);

    void setHearing(HearingPair pair, Hearing hearing);

    void removeHearing(HearingPair pair);
}
