package io.oncestream.bench.membership;

import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Tally;
import io.oncestream.job.membership.Found;
import io.oncestream.job.membership.LoneViews;
import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.LifeSign;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.membership.NodeStatus;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up nodes, changes and versions of clusters, all they are made of but phi, in any order. */
final class Viewed {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final String FORGOTTEN = "forgotten";

    private final Map<String, LifeSign> signs = new TreeMap<>();
    private long changes;
    private long versions;
    private long identity;

    static Viewed of(LoneViews views) {
        Viewed viewed = new Viewed();
        for (Found found : views.found()) {
            found.nodes().forEach(viewed::addNode);
            found.changes().forEach(viewed::addChange);
            found.clusters().forEach(viewed::addVersion);
            if (!found.rejected().isEmpty()) {
                throw new IllegalStateException("rejected: " + found.rejected().get(0));
            }
        }
        return viewed;
    }

    private void addNode(NodeReport node) {
        addNode(
                node.cluster(),
                node.node(),
                node.sign(),
                word(node.status(), FORGOTTEN),
                node.since().toEpochMilli(),
                node.hears(),
                node.heardBy(),
                node.group());
    }

    private void addNode(
            String cluster, String node, LifeSign sign, @Nullable Object... further) {
        signs.put(cluster + " " + node, sign);
        add("node", cluster, node, sign.incarnation(), sign.heartbeat(), Arrays.asList(further));
    }

    private void addChange(NodeChange change) {
        changes++;
        add(
                change.cluster(),
                change.number(),
                change.time().toEpochMilli(),
                change.node(),
                change.incarnation(),
                word(change.from(), null),
                word(change.to(), FORGOTTEN),
                change.reason());
    }

    private void addVersion(ClusterReport version) {
        versions++;
        add(
                version.cluster(),
                version.version(),
                version.time().toEpochMilli(),
                version.joining(),
                version.alive(),
                version.suspect(),
                version.dead(),
                version.left(),
                version.groups(),
                version.quorum());
    }

    private static @Nullable String word(@Nullable NodeStatus status, @Nullable String none) {
        return status == null ? none : status.word();
    }

    private void add(@Nullable Object... row) {
        long hash = 1;
        for (Object each : row) {
            hash = Tally.mix(hash * GOLDEN + (each == null ? 0 : each.hashCode()));
        }
        identity += hash;
    }

    /** What the job has written; nothing may be rejected. */
    static Viewed of(OwnDatabase database) throws SQLException {
        database.checkNone("rejected", "SELECT count(*) FROM members_rejected");
        Viewed viewed = new Viewed();
        database.query(
                """
                SELECT cluster, node, incarnation, heartbeat, status, %s, hears, heard_by, node_group
                  FROM members""".formatted(millis("since")),
                row ->
                        viewed.addNode(
                                row.getString(1),
                                row.getString(2),
                                new LifeSign(row.getLong(3), false, row.getLong(4)),
                                row.getString(5),
                                row.getLong(6),
                                row.getInt(7),
                                row.getInt(8),
                                row.getString(9)));
        viewed.changes +=
                viewed.addAll(
                        database,
                        "SELECT cluster, number, %s, node, incarnation, from_status, to_status,"
                                + " reason FROM member_changes",
                        8);
        viewed.versions +=
                viewed.addAll(
                        database,
                        "SELECT cluster, version, %s, joining, alive, suspect, dead, left_nodes,"
                                + " groups, quorum FROM cluster_views",
                        10);
        return viewed;
    }

    private long addAll(OwnDatabase database, String sql, int columns) throws SQLException {
        long[] count = {0};
        database.query(
                sql.formatted(millis("time")),
                row -> {
                    @Nullable Object[] values = new Object[columns];
                    for (int i = 0; i < columns; i++) {
                        values[i] = row.getObject(i + 1);
                    }
                    add(values);
                    count[0]++;
                });
        return count[0];
    }

    private static String millis(String column) {
        return "(extract(epoch FROM %s) * 1000)::bigint".formatted(column);
    }

    /**
     * Compares with what follows from the entries alone: the merged columns.
     *
     * @throws IllegalStateException when they are others
     */
    Check check(Map<String, LifeSign> greatest) {
        if (!signs.equals(greatest)) {
            throw new IllegalStateException("nodes are %s instead of %s".formatted(signs, greatest));
        }
        return new Check(signs.size(), changes + versions, identity, List.of());
    }
}
