package io.oncestream.state.membership;

import org.jspecify.annotations.Nullable;

/**
 * How far a cluster has come. Times are milliseconds of the cluster's clock.
 *
 * @param clock null: nothing is known of the cluster
 * @param nextLook before which nobody becomes suspected, dead or forgotten
 * @param nextGroups before which it is not looked at who hears whom, if nothing changes
 * @param nextReport when all nodes are reported again
 * @param newestTime of all reports, in milliseconds of their observers' clocks: a cluster of which
 *     nothing more comes is cleared by it
 * @param changes how many there were
 * @param quorum whether the clock moves
 * @param last the last version; null: none
 */
public record ClusterProgress(
        @Nullable Long clock,
        long nextLook,
        long nextGroups,
        long nextReport,
        long newestTime,
        long changes,
        boolean quorum,
        @Nullable ClusterReport last) {

    /** Of a cluster that nobody has heard of. */
    public static final ClusterProgress NONE = new ClusterProgress(null, 0, 0, 0, 0, 0, true, null);
}
