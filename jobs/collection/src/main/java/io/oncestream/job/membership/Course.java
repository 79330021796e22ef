package io.oncestream.job.membership;

import io.oncestream.state.membership.ClusterProgress;
import io.oncestream.state.membership.KnownNode;
import io.oncestream.state.membership.LifeSign;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeStatus;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How far a cluster has come: its clock, and the changes by it. */
final class Course {

    private final Findings findings;
    private final SortedSet<String> changed = new TreeSet<>();
    private String cluster = "";
    private long clock;
    private long changes;
    private boolean quorum;

    Course(Findings findings) {
        this.findings = findings;
    }

    /** Goes on with a cluster whose clock has begun. */
    void load(String ofCluster, ClusterProgress progress) {
        cluster = ofCluster;
        clock = Objects.requireNonNull(progress.clock());
        changes = progress.changes();
        quorum = progress.quorum();
        changed.clear();
    }

    String cluster() {
        return cluster;
    }

    long clock() {
        return clock;
    }

    Instant time() {
        return Instant.ofEpochMilli(clock);
    }

    /** How many changes there were. */
    long changes() {
        return changes;
    }

    /** Whether the clock moves. */
    boolean quorum() {
        return quorum;
    }

    /** Who has changed since it was loaded, and is still known. */
    SortedSet<String> changed() {
        return changed;
    }

    void move(ClusterClock.Moved moved) {
        clock = moved.clock();
        quorum = moved.quorum() == null ? quorum : moved.quorum();
    }

    /** The node with another status, of which it tells. */
    KnownNode with(KnownNode node, String name, NodeStatus status, String reason) {
        change(name, node.sign(), node.status(), status, reason);
        return node.withStatus(status, clock);
    }

    /** Tells that a node is no longer known. */
    void forget(String name, KnownNode node, String reason) {
        change(name, node.sign(), node.status(), null, reason);
        changed.remove(name);
    }

    /**
     * Tells of a change.
     *
     * @param from null: it was not known
     * @param to null: it is forgotten
     */
    void change(
            String name,
            LifeSign sign,
            @Nullable NodeStatus from,
            @Nullable NodeStatus to,
            String reason) {
        changes++;
        changed.add(name);
        findings.change(
                new NodeChange(
                        cluster, changes, time(), name, sign.incarnation(), from, to, reason));
    }
}
