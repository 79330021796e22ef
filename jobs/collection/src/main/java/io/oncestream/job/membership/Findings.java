package io.oncestream.job.membership;

import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeReport;

/** Where what is found of a cluster goes. */
interface Findings {

    /** A node as it is now, in the place of what it was. */
    void node(NodeReport report);

    /** Once for each change. */
    void change(NodeChange change);

    /** Once for each version of a cluster. */
    void cluster(ClusterReport report);

    /** An entry that is not used, and why. */
    void rejected(GossipEntry entry, String why);
}
