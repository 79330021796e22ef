package io.oncestream.job.membership;

import io.oncestream.state.membership.ClusterProgress;
import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.KnownNode;
import io.oncestream.state.membership.NodeReport;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Tells of the nodes and the versions of a cluster: of who has changed, now and then of all. */
final class Rows {

    private static final long GROUPS_MILLIS = 1_000;

    private final MembershipConfig config;
    private final PhiDetector detector;
    private final NodeStore store;
    private final Course course;
    private final Findings findings;
    private long nextGroups;
    private long nextReport;
    private @Nullable ClusterReport last;

    Rows(
            MembershipConfig config,
            PhiDetector detector,
            NodeStore store,
            Course course,
            Findings findings) {
        this.config = config;
        this.detector = detector;
        this.store = store;
        this.course = course;
        this.findings = findings;
    }

    void load(ClusterProgress progress) {
        nextGroups = progress.nextGroups();
        nextReport = progress.nextReport();
        last = progress.last();
    }

    /** Before which it is not looked at who hears whom, if nothing changes. */
    long nextGroups() {
        return nextGroups;
    }

    /** When all nodes are reported again. */
    long nextReport() {
        return nextReport;
    }

    /** The last version; null: none. */
    @Nullable ClusterReport last() {
        return last;
    }

    /** Of all as they are. */
    void tellAll() {
        nextReport = course.clock();
        tell();
    }

    void tell() {
        boolean isDue = course.clock() >= nextReport;
        boolean isOtherQuorum = last != null && last.quorum() != course.quorum();
        if (course.changed().isEmpty() && !isDue && !isOtherQuorum && course.clock() < nextGroups) {
            return;
        }
        nextGroups = course.clock() + GROUPS_MILLIS;
        SortedMap<String, KnownNode> nodes = store.nodes();
        Groups groups = new Groups(nodes, store, detector, course.clock());
        boolean hasVersion = version(nodes.values(), groups.count());
        if (isDue) {
            nextReport = course.clock() + config.report().toMillis();
        }
        Collection<String> told = isDue || hasVersion ? nodes.keySet() : course.changed();
        for (String name : told) {
            KnownNode node = nodes.get(name);
            if (node != null) {
                findings.node(report(name, node, groups));
            }
        }
    }

    private NodeReport report(String name, KnownNode node, Groups groups) {
        long silence = course.clock() - node.lastSign();
        return new NodeReport(
                course.cluster(),
                name,
                node.sign(),
                node.status(),
                Instant.ofEpochMilli(node.statusSince()),
                Groups.lives(node) ? detector.phi(silence, node.intervals()) : null,
                groups.hears(name),
                groups.heardBy(name),
                groups.of(name));
    }

    private boolean version(Collection<KnownNode> nodes, int groups) {
        ClusterReport next =
                Versions.next(
                        last, course.cluster(), course.time(), nodes, groups, course.quorum());
        boolean isNew = !next.equals(last);
        if (isNew) {
            last = next;
            findings.cluster(next);
        }
        return isNew;
    }
}
