package io.oncestream.job.membership;

import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.Hearing;
import io.oncestream.state.membership.HearingPair;
import io.oncestream.state.membership.KnownNode;
import io.oncestream.state.membership.LifeSign;
import io.oncestream.state.membership.NodeStatus;
import io.oncestream.state.membership.OwnReports;
import java.util.List;
import java.util.Objects;

/** Merges signs of life, and learns from them: of a node, of its observer, and of its clock. */
final class Signs {

    /** When a node has last heard one of which it has shown one sign alone. */
    static final long NEVER = Long.MIN_VALUE;

    static final int NODES_MAX = 256;

    /** Below so many, intervals are learned from who is suspected, too. */
    static final int INTERVALS_MIN = 10;

    /** How exactly it is kept when one was last named. */
    private static final long NAMED_MILLIS = 1_000;

    private final MembershipConfig config;
    private final PhiDetector detector;
    private final NodeStore store;
    private final Course course;
    private final Findings findings;
    private final ClusterClock clocks;

    Signs(
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
        this.clocks = new ClusterClock(detector, store);
    }

    /** Takes an entry; returns whether there is room for its node. */
    boolean take(GossipEntry entry) {
        boolean isBeatOfObserver = isBeatOfObserver(entry);
        if (!merge(entry)) {
            return false;
        }
        name(entry.node());
        hear(entry);
        report(entry, isBeatOfObserver);
        return true;
    }

    /** Who does not live is kept as long as it is named, or it would be heard of again. */
    private void name(String name) {
        KnownNode node = Objects.requireNonNull(store.node(name));
        if (!Groups.lives(node) && course.clock() - node.lastNamed() >= NAMED_MILLIS) {
            store.setNode(name, node.withName(course.clock()));
        }
    }

    /** Of itself, and newer than all that is known: the report is none that comes again. */
    private boolean isBeatOfObserver(GossipEntry entry) {
        if (!entry.observer().equals(entry.node())) {
            return false;
        }
        KnownNode known = store.node(entry.node());
        return known == null || entry.sign().compareTo(known.sign()) > 0;
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
                next = course.with(next, name, NodeStatus.LEFT, "left");
            }
            store.setNode(name, next);
        } else if (sign.incarnation() > known.sign().incarnation()) {
            restart(name, next);
        } else if (known.status() == NodeStatus.JOINING && !isToldAgain(entry)) {
            store.setNode(name, next);
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
        course.change(entry.node(), entry.sign(), null, status, "heard of");
        long clock = course.clock();
        store.setNode(
                entry.node(),
                new KnownNode(entry.sign(), status, clock, clock, clock, List.of(), null, clock));
        return true;
    }

    /** By itself, or by who has told an older sign: two stale observers show no advance. */
    private boolean isToldAgain(GossipEntry entry) {
        return entry.observer().equals(entry.node())
                || store.hearing(new HearingPair(entry.observer(), entry.node())) != null;
    }

    /** Its usual intervals stay, what its clock told does not. Who is only heard of stays so. */
    private void restart(String name, KnownNode node) {
        KnownNode restarted =
                node.status() == NodeStatus.JOINING
                        ? node
                        : course.with(node, name, NodeStatus.ALIVE, "restarted");
        store.setNode(
                name,
                restarted
                        .withLife(course.clock())
                        .withBeat(course.clock(), node.intervals())
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
        long interval = course.clock() - node.lastBeat();
        boolean isUsual =
                node.status() == NodeStatus.ALIVE
                        || (node.status() == NodeStatus.SUSPECT
                                && node.intervals().size() < INTERVALS_MIN);
        boolean isLearned = isUsual && interval > 0 && interval <= config.deadAfter().toMillis();
        return node.withBeat(
                course.clock(),
                isLearned ? PhiDetector.learned(node.intervals(), interval) : node.intervals());
    }

    /** A sign of life beats every suspicion. */
    private KnownNode alive(String name, KnownNode node, String reason) {
        KnownNode next =
                node.status() == NodeStatus.ALIVE
                        ? node
                        : course.with(node, name, NodeStatus.ALIVE, reason);
        return next.withLife(course.clock());
    }

    private void hear(GossipEntry entry) {
        if (entry.observer().equals(entry.node()) || store.node(entry.observer()) == null) {
            return;
        }
        HearingPair pair = new HearingPair(entry.observer(), entry.node());
        Hearing before = store.hearing(pair);
        if (before == null || entry.sign().compareTo(before.sign()) > 0) {
            long at = before == null ? NEVER : course.clock();
            store.setHearing(pair, new Hearing(entry.sign(), at));
        }
    }

    /** What a report tells of its observer, whatever it tells of others. */
    private void report(GossipEntry entry, boolean isBeatOfObserver) {
        String name = entry.observer();
        KnownNode node = store.node(name);
        if (node == null || node.status() == NodeStatus.LEFT) {
            return;
        }
        long time = entry.time().toEpochMilli();
        long clock = course.clock();
        OwnReports own = node.own();
        if (own == null) {
            store.setNode(name, node.withOwn(OwnReports.first(time, clock)));
        } else if (time > own.time()) {
            // Of who beats and is alive the beats are learned: the report is of one of them.
            boolean isOfBeat = own.beatSince() && node.status() == NodeStatus.ALIVE;
            KnownNode next = isOfBeat ? node : learned(node);
            OwnReports newer = own.next(time, clock, detector.timeout(node.intervals()));
            store.setNode(name, alive(name, next.withOwn(newer), "own report"));
            course.move(clocks.move(clock, name));
        } else if (isBeatOfObserver && time < own.time() - detector.timeout(node.intervals())) {
            // It was set back: else the node would be silent until it is where it was.
            store.setNode(name, node.withOwn(own.setBack(time, clock)));
        }
    }
}
