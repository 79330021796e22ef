package io.oncestream.state.membership;

import org.jspecify.annotations.Nullable;

/**
 * How far a cluster has come. Times are milliseconds of the cluster's clock.
 *
 * @param clock null: nothing is known of the cluster, or it was forgotten
 * @param nextLook before which nobody becomes suspected, dead or forgotten
 * @param nextGroups before which it is not looked at who hears whom, if nothing changes
 * @param nextReport when all nodes are reported again
 * @param silentSince the watermark of the first look since which there was no entry; null: there
 *     was one since the last look
 * @param changes how many there were
 * @param quorum whether the clock moves
 * @param last the last version; null: none
 */
public record ClusterProgress(
        @Nullable Long clock,
        long nextLook,
        long nextGroups,
        long nextReport,
        @Nullable Long silentSince,
        long changes,
        boolean quorum,
        @Nullable ClusterReport last) {

    /** Of a cluster that nobody has heard of. */
    public static final ClusterProgress NONE = forgotten(0, null);

    /** Of a cluster that is forgotten: its numbers go on if it comes back. */
    public static ClusterProgress forgotten(long changes, @Nullable ClusterReport last) {
        return new ClusterProgress(null, 0, 0, 0, null, changes, true, last);
    }

    /** As of a look at that watermark. */
    public ClusterProgress withSilence(long since) {
        return new ClusterProgress(
                clock, nextLook, nextGroups, nextReport, since, changes, quorum, last);
    }
}
