package io.oncestream.job.membership;

import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.membership.NodeStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was found of a cluster. Public for the benchmarks. */
public final class Found implements Findings {

    /** Of each node the last. */
    final SortedMap<String, NodeReport> nodes = new TreeMap<>();

    final List<NodeChange> changes = new ArrayList<>();
    final List<ClusterReport> clusters = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();

    @Override
    public void node(NodeReport report) {
        nodes.put(report.node(), report);
    }

    @Override
    public void change(NodeChange change) {
        changes.add(change);
    }

    @Override
    public void cluster(ClusterReport report) {
        clusters.add(report);
    }

    @Override
    public void rejected(GossipEntry entry, String why) {
        rejected.add(entry.node() + ": " + why);
    }

    NodeStatus status(String node) {
        return nodes.get(node).status();
    }

    /** The changes of a node as {@code from>to}, without when it was first heard of. */
    List<String> said(String node) {
        return changes.stream()
                .filter(change -> change.node().equals(node) && change.from() != null)
                .map(change -> word(change.from()) + ">" + word(change.to()))
                .toList();
    }

    private static String word(NodeStatus status) {
        return status == null ? "forgotten" : status.word();
    }

    ClusterReport last() {
        return clusters.get(clusters.size() - 1);
    }

    /** Of each node, by its name, the last. */
    public Collection<NodeReport> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /** In their order. */
    public List<NodeChange> changes() {
        return Collections.unmodifiableList(changes);
    }

    /** In their order. */
    public List<ClusterReport> clusters() {
        return Collections.unmodifiableList(clusters);
    }

    public List<String> rejected() {
        return Collections.unmodifiableList(rejected);
    }
}
