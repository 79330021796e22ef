package io.oncestream.job.membership;

import io.oncestream.state.membership.ClusterProgress;
import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.Hearing;
import io.oncestream.state.membership.HearingPair;
import io.oncestream.state.membership.KnownNode;
import io.oncestream.state.membership.LifeSign;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.membership.NodeStatus;
import io.oncestream.state.membership.OwnReports;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One cluster: merges what its nodes gossip, and says who seems to live.
 *
 * <p>What is merged is exact, in whatever order entries come (van Renesse, Minsky and Hayden, "A
 * gossip-style failure detection service", 1998). Who is suspected is a guess, by the cluster's own
 * clock: the lower median of how far its members' clocks have come. Wrong clocks do not matter to
 * it, for only their progress counts; and it stands still unless more than half of those that live
 * report, so that who is cut off from them blames nobody (Dadgar et al., "Lifeguard", 2018).
 */
final class ClusterView {

    /** When a node has last heard one of which it has shown one sign alone. */
    static final long NEVER = Long.MIN_VALUE;

    static final int NODES_MAX = 256;

    private static final long AHEAD_SECONDS_MAX = 86_400;

    /** Between two looks at who is overdue. */
    private static final long LOOK_MILLIS = 100;

    private static final long GROUPS_MILLIS = 1_000;

    /** Below so many, intervals are learned from who is suspected, too. */
    private static final int INTERVALS_MIN = 10;

    private final MembershipConfig config;
    private final PhiDetector detector;
    private final NodeStore store;
    private final ClusterClock clocks;
    private final Findings findings;

    private final TreeSet<String> changed = new TreeSet<>();
    private String cluster = "";
    private long clock;
    private long nextLook;
    private long nextGroups;
    private long nextReport;
    private long changes;
    private boolean quorum;
    private @Nullable ClusterReport last;

    ClusterView(MembershipConfig config, NodeStore store, Findings findings) {
        this.config = config;
        this.detector = new PhiDetector(config.phi(), config.pause().toMillis());
        this.store = store;
        this.clocks = new ClusterClock(detector, store);
        this.findings = findings;
    }

    /** Takes what an observer reports of a node. */
    void take(GossipEntry entry) {
        if (entry.sign().incarnation() > entry.time().getEpochSecond() + AHEAD_SECONDS_MAX) {
            findings.rejected(entry, "incarnation is more than a day ahead of its report");
            return;
        }
        long newest = load(entry);
        if (merge(entry)) {
            hear(entry);
            report(entry);
            look();
        }
        tell();
        save(newest);
    }

    /** Tells of all nodes as they are. */
    void end(String ofCluster) {
        if (load(ofCluster)) {
            nextReport = clock;
            tell();
            save(store.progress().newestTime());
        }
    }

    /** Tells that all nodes are forgotten. The state is not cleared by that. */
    void forgetAll(String ofCluster) {
        if (load(ofCluster)) {
            for (Map.Entry<String, KnownNode> each : store.nodes().entrySet()) {
                forget(each.getKey(), each.getValue(), "nothing is heard of the cluster");
            }
            tell();
        }
    }

    private long load(GossipEntry entry) {
        long time = entry.time().toEpochMilli();
        if (!load(entry.cluster())) {
            clock = time;
            nextLook = time;
            nextGroups = time;
            nextReport = time + config.report().toMillis();
            changes = 0;
            quorum = true;
            last = null;
            return time;
        }
        return Math.max(time, store.progress().newestTime());
    }

    private boolean load(String ofCluster) {
        ClusterProgress progress = store.progress();
        cluster = ofCluster;
        changed.clear();
        if (progress.clock() == null) {
            return false;
        }
        clock = progress.clock();
        nextLook = progress.nextLook();
        nextGroups = progress.nextGroups();
        nextReport = progress.nextReport();
        changes = progress.changes();
        quorum = progress.quorum();
        last = progress.last();
        return true;
    }

    private void save(long newestTime) {
        store.setProgress(
                new ClusterProgress(
                        clock,
                        nextLook,
                        nextGroups,
                        nextReport,
                        newestTime,
                        changes,
                        quorum,
                        last));
    }

    /** The greatest sign is what counts; returns whether there is room for the node. */
    private boolean merge(GossipEntry entry) {
        String name = entry.node();
        LifeSign sign = entry.sign();
        KnownNode known = store.node(name);
        if (known == null) {
            return first(entry);
        }
        if (sign.compareTo(known.sign()) <= 0) {
            return true;
        }
        KnownNode next = known.withSign(sign);
        if (sign.left()) {
            if (known.status() != NodeStatus.LEFT) {
                next = with(next, name, NodeStatus.LEFT, "left");
            }
            store.setNode(name, next);
        } else if (sign.incarnation() > known.sign().incarnation()) {
            restart(name, next);
        } else {
            beat(name, next);
        }
        return true;
    }

    private boolean first(GossipEntry entry) {
        if (store.nodes().size() >= NODES_MAX) {
            findings.rejected(entry, "the cluster has %d nodes already".formatted(NODES_MAX));
            return false;
        }
        NodeStatus status = entry.sign().left() ? NodeStatus.LEFT : NodeStatus.JOINING;
        change(entry.node(), entry.sign(), null, status, "heard of");
        store.setNode(
                entry.node(),
                new KnownNode(entry.sign(), status, clock, clock, clock, List.of(), null));
        return true;
    }

    /** Its usual intervals stay, what its clock told does not. */
    private void restart(String name, KnownNode node) {
        change(name, node.sign(), node.status(), NodeStatus.ALIVE, "restarted");
        store.setNode(
                name,
                node.withStatus(NodeStatus.ALIVE, clock)
                        .withLife(clock)
                        .withBeat(clock, node.intervals())
                        .withOwn(null));
    }

    /** Its heartbeat has advanced, whoever tells. */
    private void beat(String name, KnownNode node) {
        OwnReports own = node.own();
        KnownNode next = learned(node).withOwn(own == null ? null : own.withBeat());
        store.setNode(name, alive(name, next, "heartbeat"));
    }

    /** An interval in which it was suspected is a failure, and not what is usual. */
    private KnownNode learned(KnownNode node) {
        long interval = clock - node.lastBeat();
        boolean isUsual =
                node.status() == NodeStatus.ALIVE
                        || (node.status() == NodeStatus.SUSPECT
                                && node.intervals().size() < INTERVALS_MIN);
        boolean isLearned = isUsual && interval > 0 && interval <= config.deadAfter().toMillis();
        return node.withBeat(
                clock,
                isLearned ? PhiDetector.learned(node.intervals(), interval) : node.intervals());
    }

    /** A sign of life beats every suspicion. */
    private KnownNode alive(String name, KnownNode node, String reason) {
        KnownNode next =
                node.status() == NodeStatus.ALIVE
                        ? node
                        : with(node, name, NodeStatus.ALIVE, reason);
        return next.withLife(clock);
    }

    private void hear(GossipEntry entry) {
        if (entry.observer().equals(entry.node()) || store.node(entry.observer()) == null) {
            return;
        }
        HearingPair pair = new HearingPair(entry.observer(), entry.node());
        Hearing before = store.hearing(pair);
        if (before == null || entry.sign().compareTo(before.sign()) > 0) {
            store.setHearing(pair, new Hearing(entry.sign(), before == null ? NEVER : clock));
        }
    }

    /** What a report tells of its observer, whatever it tells of others. */
    private void report(GossipEntry entry) {
        String name = entry.observer();
        KnownNode node = store.node(name);
        if (node == null || node.status() == NodeStatus.LEFT) {
            return;
        }
        long time = entry.time().toEpochMilli();
        OwnReports own = node.own();
        if (own == null) {
            store.setNode(name, node.withOwn(new OwnReports(time, clock, clock, false, 0)));
        } else if (time > own.time()) {
            // Of who beats and is alive the beats are learned: the report is of one of them.
            boolean isOfBeat = own.beatSince() && node.status() == NodeStatus.ALIVE;
            KnownNode next = isOfBeat ? node : learned(node);
            OwnReports newer = own.next(time, clock, detector.timeout(node.intervals()));
            store.setNode(name, alive(name, next.withOwn(newer), "own report"));
            ClusterClock.Moved moved = clocks.move(clock, name);
            clock = moved.clock();
            quorum = moved.quorum() == null ? quorum : moved.quorum();
        } else if (time < own.time() - detector.timeout(node.intervals())) {
            // It was set back: else the node would be silent until it is where it was.
            store.setNode(name, node.withOwn(own.withTime(time, clock)));
        }
    }

    private void look() {
        if (clock < nextLook) {
            return;
        }
        nextLook = clock + LOOK_MILLIS;
        store.nodes()
                .forEach(
                        (name, node) -> {
                            switch (node.status()) {
                                case ALIVE -> suspectOverdue(name, node);
                                case SUSPECT -> bury(name, node);
                                default -> forgetOld(name, node);
                            }
                        });
    }

    private void suspectOverdue(String name, KnownNode node) {
        long silence = clock - node.lastSign();
        if (silence >= detector.timeout(node.intervals())) {
            String reason = "no sign of life for %d ms".formatted(silence);
            store.setNode(name, with(node, name, NodeStatus.SUSPECT, reason));
        }
    }

    private void bury(String name, KnownNode node) {
        if (clock - node.statusSince() >= config.deadAfter().toMillis()) {
            store.setNode(name, with(node, name, NodeStatus.DEAD, "suspected for long"));
        }
    }

    private void forgetOld(String name, KnownNode node) {
        if (clock - node.statusSince() >= config.forget().toMillis()) {
            forget(name, node, "old");
        }
    }

    private void forget(String name, KnownNode node, String reason) {
        change(name, node.sign(), node.status(), null, reason);
        changed.remove(name);
        findings.node(
                new NodeReport(cluster, name, node.sign(), null, instant(clock), null, 0, 0, null));
        store.removeNode(name);
        for (String other : store.nodes().keySet()) {
            store.removeHearing(new HearingPair(name, other));
            store.removeHearing(new HearingPair(other, name));
        }
    }

    private KnownNode with(KnownNode node, String name, NodeStatus status, String reason) {
        change(name, node.sign(), node.status(), status, reason);
        return node.withStatus(status, clock);
    }

    private void change(
            String name,
            LifeSign sign,
            @Nullable NodeStatus from,
            @Nullable NodeStatus to,
            String reason) {
        changes++;
        changed.add(name);
        findings.change(
                new NodeChange(
                        cluster,
                        changes,
                        instant(clock),
                        name,
                        sign.incarnation(),
                        from,
                        to,
                        reason));
    }

    /** Of who has changed, and now and then of all. */
    private void tell() {
        boolean isDue = clock >= nextReport;
        boolean isOtherQuorum = last != null && last.quorum() != quorum;
        if (changed.isEmpty() && !isDue && !isOtherQuorum && clock < nextGroups) {
            return;
        }
        nextGroups = clock + GROUPS_MILLIS;
        SortedMap<String, KnownNode> nodes = store.nodes();
        Groups groups = new Groups(nodes, store, detector, clock);
        boolean hasVersion = version(nodes.values(), groups.count());
        if (isDue) {
            nextReport = clock + config.report().toMillis();
        }
        Collection<String> told = isDue || hasVersion ? nodes.keySet() : changed;
        for (String name : told) {
            KnownNode node = nodes.get(name);
            if (node != null) {
                findings.node(report(name, node, groups));
            }
        }
    }

    private NodeReport report(String name, KnownNode node, Groups groups) {
        return new NodeReport(
                cluster,
                name,
                node.sign(),
                node.status(),
                instant(node.statusSince()),
                Groups.lives(node) ? detector.phi(clock - node.lastSign(), node.intervals()) : null,
                groups.hears(name),
                groups.heardBy(name),
                groups.of(name));
    }

    private boolean version(Collection<KnownNode> nodes, int groups) {
        ClusterReport next = Versions.next(last, cluster, instant(clock), nodes, groups, quorum);
        boolean isNew = !next.equals(last);
        if (isNew) {
            last = next;
            findings.cluster(next);
        }
        return isNew;
    }

    private static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
