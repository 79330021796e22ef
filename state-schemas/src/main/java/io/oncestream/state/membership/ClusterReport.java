package io.oncestream.state.membership;

import java.time.Instant;

/**
 * A cluster as it is from a change on.
 *
 * @param version from 1 on
 * @param time by the cluster's clock
 * @param groups of nodes that hear each other; more than one: the network is split
 * @param quorum whether more than half of those that live report: else the clock stands still, and
 *     nobody is suspected
 */
public record ClusterReport(
        String cluster,
        long version,
        Instant time,
        int joining,
        int alive,
        int suspect,
        int dead,
        int left,
        int groups,
        boolean quorum) {}
