package io.oncestream.job.membership;

import io.oncestream.state.membership.ClusterProgress;
import io.oncestream.state.membership.HearingPair;
import io.oncestream.state.membership.KnownNode;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.membership.NodeStatus;
import java.util.Map;

/** Finds who has been silent for too long: suspects, buries and forgets it. */
final class Overdue {

    /** Between two looks. */
    private static final long LOOK_MILLIS = 100;

    private final MembershipConfig config;
    private final PhiDetector detector;
    private final NodeStore store;
    private final Course course;
    private final Findings findings;
    private long nextLook;

    Overdue(
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
        nextLook = progress.nextLook();
    }

    /** Before which nobody becomes suspected, dead or forgotten. */
    long nextLook() {
        return nextLook;
    }

    void look() {
        if (course.clock() < nextLook) {
            return;
        }
        nextLook = course.clock() + LOOK_MILLIS;
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
        long silence = course.clock() - node.lastSign();
        if (silence >= detector.timeout(node.intervals())) {
            String reason = "no sign of life for %d ms".formatted(silence);
            store.setNode(name, course.with(node, name, NodeStatus.SUSPECT, reason));
        }
    }

    private void bury(String name, KnownNode node) {
        if (course.clock() - node.statusSince() >= config.deadAfter().toMillis()) {
            store.setNode(name, course.with(node, name, NodeStatus.DEAD, "suspected for long"));
        }
    }

    private void forgetOld(String name, KnownNode node) {
        long since = Math.max(node.statusSince(), node.lastNamed());
        if (course.clock() - since >= config.forget().toMillis()) {
            forget(name, node, "old");
        }
    }

    /** Tells that all are forgotten. */
    void forgetAll() {
        for (Map.Entry<String, KnownNode> each : store.nodes().entrySet()) {
            forget(each.getKey(), each.getValue(), "nothing is heard of the cluster");
        }
    }

    private void forget(String name, KnownNode node, String reason) {
        course.forget(name, node, reason);
        findings.node(
                new NodeReport(
                        course.cluster(),
                        name,
                        node.sign(),
                        null,
                        course.time(),
                        null,
                        0,
                        0,
                        null));
        store.removeNode(name);
        for (String other : store.nodes().keySet()) {
            store.removeHearing(new HearingPair(name, other));
            store.removeHearing(new HearingPair(other, name));
        }
    }
}
