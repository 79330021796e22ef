package io.oncestream.state.membership;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a node. Times are milliseconds of the cluster's clock, but for the node's own.
 *
 * @param statusSince when it became what it is
 * @param lastSign when it last showed a sign of life
 * @param intervals between its last signs of life, the oldest first
 * @param ownTime of its own clock in its newest report; null: it has not reported in this
 *     incarnation
 * @param clock how far its own clock has come, counted from where the cluster's stood at its first
 *     report
 * @param reportsInStall how many reports it has sent since the cluster's clock last moved
 */
public record KnownNode(
        LifeSign sign,
        NodeStatus status,
        long statusSince,
        long lastSign,
        List<Long> intervals,
        @Nullable Long ownTime,
        long clock,
        int reportsInStall) {}
