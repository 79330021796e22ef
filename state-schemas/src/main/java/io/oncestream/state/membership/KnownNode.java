package io.oncestream.state.membership;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a node. Times are milliseconds of the cluster's clock, but for the node's own.
 *
 * @param statusSince when it became what it is
 * @param lastSign when it last showed a sign of life
 * @param lastBeat when it last showed one whose intervals are learned
 * @param intervals between these, the last ones, the oldest first
 * @param own what its own reports tell; null: it has sent none in this incarnation
 * @param lastNamed when it was last named by anybody, while it does not live
 */
public record KnownNode(
        LifeSign sign,
        NodeStatus status,
        long statusSince,
        long lastSign,
        long lastBeat,
        List<Long> intervals,
        @Nullable OwnReports own,
        long lastNamed) {

    public KnownNode withSign(LifeSign next) {
        return new KnownNode(
                next, status, statusSince, lastSign, lastBeat, intervals, own, lastNamed);
    }

    public KnownNode withStatus(NodeStatus next, long since) {
        return new KnownNode(sign, next, since, lastSign, lastBeat, intervals, own, lastNamed);
    }

    /** With a sign of life at that time. */
    public KnownNode withLife(long at) {
        return new KnownNode(sign, status, statusSince, at, lastBeat, intervals, own, lastNamed);
    }

    /** With a sign of life whose interval may be learned. */
    public KnownNode withBeat(long at, List<Long> learned) {
        return new KnownNode(sign, status, statusSince, lastSign, at, learned, own, lastNamed);
    }

    public KnownNode withOwn(@Nullable OwnReports next) {
        return new KnownNode(
                sign, status, statusSince, lastSign, lastBeat, intervals, next, lastNamed);
    }

    /** Named by somebody at that time. */
    public KnownNode withName(long at) {
        return new KnownNode(sign, status, statusSince, lastSign, lastBeat, intervals, own, at);
    }
}
