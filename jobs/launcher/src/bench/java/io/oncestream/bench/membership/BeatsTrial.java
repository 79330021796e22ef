package io.oncestream.bench.membership;

import io.oncestream.job.membership.GossipSimulation;
import io.oncestream.state.membership.GossipEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes that all live, each with a beat of its own, with messages that are lost: after how long a
 * silence is one suspected? That is how late a crash is found. Each node's timeout is weighed by
 * time. Beside it is the least timeout that, were it one for all nodes, would have suspected no
 * more often, for the same signs of life.
 *
 * @param suspicions of who lived
 * @param phiSeconds by phi accrual, the mean over all nodes
 * @param fixedSeconds the best fixed one
 */
record BeatsTrial(int suspicions, double phiSeconds, double fixedSeconds) {

    static final int NODES = 12;

    /** A hundred intervals of half a minute are learned by then. */
    private static final int LEARNING_SECONDS = 7_200;

    /** What a view learns, and what it makes of it. */
    private static final class Timeouts {
        private final GossipSimulation cluster;
        private final Map<String, Long> last = new HashMap<>();
        private final Map<String, double[]> weighed = new HashMap<>();
        private final List<Long> gaps = new ArrayList<>();

        Timeouts(GossipSimulation cluster) {
            this.cluster = cluster;
        }

        /** The view has not taken this entry yet, but all before it. */
        void take(GossipEntry entry) {
            see(entry.observer());
            see(entry.node());
        }

        private void see(String node) {
            long sign = cluster.lastSignMillis(node);
            Long before = last.put(node, sign);
            if (before != null && sign > before) {
                long gap = sign - before;
                gaps.add(gap);
                double[] sum = weighed.computeIfAbsent(node, key -> new double[2]);
                sum[0] += (double) cluster.timeoutMillis(node) * gap;
                sum[1] += gap;
            }
        }

        double meanSeconds() {
            return weighed.values().stream()
                    .mapToDouble(sum -> sum[0] / sum[1] / 1e3)
                    .average()
                    .orElseThrow();
        }

        /** By a millisecond longer than the longest gap that may not be suspected. */
        double fixedSeconds(int suspicions) {
            gaps.sort(Comparator.reverseOrder());
            return (gaps.get(suspicions) + 1) / 1e3;
        }
    }

    /**
     * Tries it.
     *
     * @param beatsMillis which the nodes have in turns
     */
    static BeatsTrial of(long seed, List<Integer> beatsMillis, double loss, int hours) {
        GossipSimulation cluster = new GossipSimulation(seed, NODES);
        cluster.lose(loss);
        for (int i = 0; i < NODES; i++) {
            cluster.beatEach(
                    String.valueOf((char) ('a' + i)), beatsMillis.get(i % beatsMillis.size()));
        }
        cluster.listen(entry -> {});
        cluster.run(LEARNING_SECONDS);
        int before = LossTrial.suspicions(cluster);
        Timeouts timeouts = new Timeouts(cluster);
        cluster.listen(timeouts::take);
        cluster.run(hours * 3_600);
        int suspicions = LossTrial.suspicions(cluster) - before;
        return new BeatsTrial(
                suspicions, timeouts.meanSeconds(), timeouts.fixedSeconds(suspicions));
    }

    double ratio() {
        return phiSeconds / fixedSeconds;
    }
}
