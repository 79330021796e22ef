package io.oncestream.job.membership;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.kit.JobTables;
import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.membership.NodeStatus;
import org.jspecify.annotations.Nullable;

/** What the membership job writes: nodes and versions of clusters, upserted; changes, appended. */
final class MembershipTables {

    private static final String FORGOTTEN = "forgotten";

    private MembershipTables() {}

    static String changes(String table) {
        return table.equals(MembershipOptions.TABLE)
                ? "member_changes"
                : JobTables.beside(table, "changes");
    }

    static String views(String table) {
        return table.equals(MembershipOptions.TABLE)
                ? "cluster_views"
                : JobTables.beside(table, "views");
    }

    static MembershipJob.Sinks sinks(JobTables tables, String table) {
        return new MembershipJob.Sinks(
                tables.port(nodeRows(table), "write-members", "write members"),
                tables.port(changeRows(changes(table)), "write-changes", "write changes"),
                tables.port(clusterRows(views(table)), "write-views", "write cluster views"),
                tables.rejectedPort(table));
    }

    private static TableMapping<NodeReport> nodeRows(String table) {
        return TableMapping.<NodeReport>table(table)
                .text("cluster", NodeReport::cluster)
                .text("node", NodeReport::node)
                .bigint("incarnation", node -> node.sign().incarnation())
                .bigint("heartbeat", node -> node.sign().heartbeat())
                .text("status", node -> word(node.status(), FORGOTTEN))
                .timestamp("since", NodeReport::since)
                .doublePrecision("phi", NodeReport::phi)
                .integer("hears", NodeReport::hears)
                .integer("heard_by", NodeReport::heardBy)
                .text("node_group", NodeReport::group)
                .primaryKey("cluster", "node")
                .build();
    }

    private static TableMapping<NodeChange> changeRows(String table) {
        return TableMapping.<NodeChange>table(table)
                .text("cluster", NodeChange::cluster)
                .bigint("number", NodeChange::number)
                .timestamp("time", NodeChange::time)
                .text("node", NodeChange::node)
                .bigint("incarnation", NodeChange::incarnation)
                .text("from_status", change -> word(change.from(), null))
                .text("to_status", change -> word(change.to(), FORGOTTEN))
                .text("reason", NodeChange::reason)
                .index("cluster", "node")
                .build();
    }

    private static @Nullable String word(@Nullable NodeStatus status, @Nullable String none) {
        return status == null ? none : status.word();
    }

    private static TableMapping<ClusterReport> clusterRows(String table) {
        return TableMapping.<ClusterReport>table(table)
                .text("cluster", ClusterReport::cluster)
                .bigint("version", ClusterReport::version)
                .timestamp("time", ClusterReport::time)
                .integer("joining", ClusterReport::joining)
                .integer("alive", ClusterReport::alive)
                .integer("suspect", ClusterReport::suspect)
                .integer("dead", ClusterReport::dead)
                .integer("left_nodes", ClusterReport::left)
                .integer("groups", ClusterReport::groups)
                .bool("quorum", ClusterReport::quorum)
                .primaryKey("cluster", "version")
                .build();
    }
}
