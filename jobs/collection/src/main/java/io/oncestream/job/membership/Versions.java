package io.oncestream.job.membership;

import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.KnownNode;
import io.oncestream.state.membership.NodeStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what a cluster is made of. */
final class Versions {

    private Versions() {}

    /** The version behind the last one, or that one, if nothing else is to be counted. */
    static ClusterReport next(
            @Nullable ClusterReport last,
            String cluster,
            Instant time,
            Collection<KnownNode> nodes,
            int groups,
            boolean quorum) {
        if (last == null) {
            return of(cluster, 1, time, nodes, groups, quorum);
        }
        ClusterReport same = of(cluster, last.version(), last.time(), nodes, groups, quorum);
        return same.equals(last)
                ? last
                : of(cluster, last.version() + 1, time, nodes, groups, quorum);
    }

    private static ClusterReport of(
            String cluster,
            long version,
            Instant time,
            Collection<KnownNode> nodes,
            int groups,
            boolean quorum) {
        Map<NodeStatus, Integer> counts = new EnumMap<>(NodeStatus.class);
        nodes.forEach(node -> counts.merge(node.status(), 1, Integer::sum));
        return new ClusterReport(
                cluster,
                version,
                time,
                counts.getOrDefault(NodeStatus.JOINING, 0),
                counts.getOrDefault(NodeStatus.ALIVE, 0),
                counts.getOrDefault(NodeStatus.SUSPECT, 0),
                counts.getOrDefault(NodeStatus.DEAD, 0),
                counts.getOrDefault(NodeStatus.LEFT, 0),
                groups,
                quorum);
    }
}
