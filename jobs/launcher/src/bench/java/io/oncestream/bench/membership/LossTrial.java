package io.oncestream.bench.membership;

import io.oncestream.job.membership.GossipSimulation;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.NodeStatus;
import java.util.HashMap;
import java.util.Map;

/**
 * Nodes that all live, with messages that are lost: who is suspected? Both see the same reports.
 * The view takes all that is in them; beside it is who hears of each node by its own reports alone,
 * and suspects it after the same silence as the view would, at that moment.
 *
 * @param gossip how often the view has suspected somebody
 * @param direct the other one
 * @param timeoutSeconds the mean of both
 */
record LossTrial(int gossip, int direct, double timeoutSeconds) {

    /** What is usual has to be learned first. */
    private static final int LEARNING_SECONDS = 600;

    /** Counts suspicions. */
    private static final class Direct {
        private final GossipSimulation cluster;
        private final Map<String, Long> last = new HashMap<>();
        private int suspicions;
        private long timeouts;
        private long reports;

        Direct(GossipSimulation cluster) {
            this.cluster = cluster;
        }

        void take(GossipEntry entry) {
            if (!entry.observer().equals(entry.node())) {
                return;
            }
            long now = entry.time().toEpochMilli();
            long timeout = cluster.timeoutMillis(entry.node());
            Long before = last.put(entry.node(), now);
            reports++;
            timeouts += timeout;
            if (before != null && now - before >= timeout) {
                suspicions++;
            }
        }
    }

    /**
     * Tries it.
     *
     * @param loss the share of messages that are lost, from node to node and to the collector
     */
    static LossTrial of(long seed, int nodes, double loss, int hours) {
        GossipSimulation cluster = new GossipSimulation(seed, nodes);
        cluster.lose(loss);
        cluster.listen(entry -> {});
        cluster.run(LEARNING_SECONDS);
        int before = suspicions(cluster);
        Direct direct = new Direct(cluster);
        cluster.listen(direct::take);
        cluster.run(hours * 3_600);
        return new LossTrial(
                suspicions(cluster) - before,
                direct.suspicions,
                direct.timeouts / 1e3 / direct.reports);
    }

    static int suspicions(GossipSimulation cluster) {
        return (int)
                cluster.found().changes().stream()
                        .filter(change -> change.to() == NodeStatus.SUSPECT)
                        .count();
    }

    /** How many times as many; who suspects nobody counts as if there had been one. */
    double ratio() {
        return (double) direct / Math.max(1, gossip);
    }
}
