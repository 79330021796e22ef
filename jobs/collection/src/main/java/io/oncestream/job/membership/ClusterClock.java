package io.oncestream.job.membership;

import io.oncestream.state.membership.Hearing;
import io.oncestream.state.membership.HearingPair;
import io.oncestream.state.membership.KnownNode;
import io.oncestream.state.membership.NodeStatus;
import io.oncestream.state.membership.OwnReports;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a cluster: the lower median of how far the clocks of those that live have come. It
 * stands still unless more than half of them report.
 */
final class ClusterClock {

    /** So many reports of one node, while the clock stands still, are no coincidence. */
    private static final int REPORTS_IN_STALL = 3;

    private final PhiDetector detector;
    private final NodeStore store;

    /**
     * What a report has led to.
     *
     * @param quorum whether more than half report; null: that is as it was
     */
    record Moved(long clock, @Nullable Boolean quorum) {}

    ClusterClock(PhiDetector detector, NodeStore store) {
        this.detector = detector;
        this.store = store;
    }

    /** Moves it, if the report that the store has of a node does so. */
    Moved move(long clock, String reporter) {
        SortedMap<String, KnownNode> nodes = store.nodes();
        List<KnownNode> living = nodes.values().stream().filter(Groups::lives).toList();
        long slack = slack(living);
        long median = lowerMedian(living);
        if (median > clock) {
            if (median - clock >= slack) {
                // Nobody was heard for so long: that is no fault of theirs.
                shift(nodes, median - clock);
            } else {
                nodes.keySet().forEach(name -> reported(name, median));
            }
            nodes.keySet().forEach(name -> moved(name, median + slack));
            return new Moved(median, true);
        }
        OwnReports own = Objects.requireNonNull(nodes.get(reporter)).own();
        boolean isAhead =
                own != null && own.inStall() >= REPORTS_IN_STALL && own.clock() > clock + slack;
        return new Moved(clock, isAhead ? false : null);
    }

    private long slack(Collection<KnownNode> living) {
        return living.stream()
                .mapToLong(node -> detector.timeout(node.intervals()))
                .max()
                .orElse(0);
    }

    /** Who has not reported is behind everybody. */
    private static long lowerMedian(List<KnownNode> living) {
        long[] clocks =
                living.stream()
                        .map(KnownNode::own)
                        .mapToLong(own -> own == null ? Long.MIN_VALUE : own.clock())
                        .sorted()
                        .toArray();
        return clocks.length == 0 ? Long.MIN_VALUE : clocks[(clocks.length - 1) / 2];
    }

    /** Who has reported while the clock stood still was not silent until it jumped. */
    private void reported(String name, long median) {
        KnownNode node = Objects.requireNonNull(store.node(name));
        OwnReports own = node.own();
        if (own != null && own.inStall() > 0) {
            store.setNode(name, node.withLife(median));
        }
    }

    /** A clock that was set forward is not ahead of the others for long. */
    private void moved(String name, long clockMax) {
        KnownNode node = Objects.requireNonNull(store.node(name));
        OwnReports own = node.own();
        if (own != null && (own.inStall() > 0 || own.clock() > clockMax)) {
            store.setNode(name, node.withOwn(own.moved(clockMax)));
        }
    }

    private void shift(SortedMap<String, KnownNode> nodes, long by) {
        nodes.forEach(
                (name, node) -> {
                    OwnReports own = node.own();
                    boolean isSuspect = node.status() == NodeStatus.SUSPECT;
                    store.setNode(
                            name,
                            node.withStatus(
                                            node.status(),
                                            node.statusSince() + (isSuspect ? by : 0))
                                    .withLife(node.lastSign() + by)
                                    .withName(node.lastNamed() + by)
                                    .withBeat(lastBeat(node, by), node.intervals())
                                    .withOwn(own == null ? null : own.shifted(by)));
                    nodes.keySet().forEach(other -> shift(new HearingPair(name, other), by));
                });
    }

    /**
     * Of whom little is learned, the jump may be the beat itself: where all beat slowly, the clock
     * jumps by a beat, and nothing would ever be learned.
     */
    private static long lastBeat(KnownNode node, long by) {
        return node.intervals().size() < Signs.INTERVALS_MIN
                ? node.lastBeat()
                : node.lastBeat() + by;
    }

    private void shift(HearingPair pair, long by) {
        Hearing hearing = store.hearing(pair);
        if (hearing != null && hearing.at() != Signs.NEVER) {
            store.setHearing(pair, new Hearing(hearing.sign(), hearing.at() + by));
        }
    }
}
