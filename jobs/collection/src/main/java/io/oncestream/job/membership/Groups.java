package io.oncestream.job.membership;

import io.oncestream.state.membership.Hearing;
import io.oncestream.state.membership.HearingPair;
import io.oncestream.state.membership.KnownNode;
import io.oncestream.state.membership.NodeStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Who hears whom, and so what is connected, at one time of the cluster's clock. A node hears
 * another one if its reports have shown a newer sign of it within that one's timeout. Two nodes are
 * connected if each hears the other; one that sends no reports, whose own path is cut, if the other
 * hears it. Groups are counted of nodes that are alive and settled: who crashes, or has just begun,
 * is no split.
 */
final class Groups {

    /** By gossip a sign comes later to one observer than to the first of all. */
    private static final int HEARING_FACTOR = 2;

    private final List<String> names = new ArrayList<>();
    private final List<String> settled = new ArrayList<>();
    private final Map<String, Integer> hears = new HashMap<>();
    private final Map<String, Integer> heardBy = new HashMap<>();
    private final Map<String, String> first = new HashMap<>();
    private final Map<String, Boolean> reports = new HashMap<>();

    /**
     * Looks.
     *
     * @param nodes all that are known
     */
    Groups(SortedMap<String, KnownNode> nodes, NodeStore store, PhiDetector detector, long clock) {
        Map<String, Long> timeouts = new HashMap<>();
        nodes.forEach(
                (name, node) -> {
                    if (lives(node)) {
                        names.add(name);
                        first.put(name, name);
                        long timeout = detector.timeout(node.intervals());
                        timeouts.put(name, HEARING_FACTOR * timeout);
                        reports.put(name, node.own() != null && clock - node.own().at() <= timeout);
                        if (isSettled(node, timeout, clock)) {
                            settled.add(name);
                        }
                    }
                });
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                connect(names.get(i), names.get(j), store, timeouts, clock);
            }
        }
    }

    /** Who has just begun has not heard of all yet, and not all of it. */
    private static boolean isSettled(KnownNode node, long timeout, long clock) {
        return node.status() == NodeStatus.ALIVE
                && node.intervals().size() >= Signs.INTERVALS_MIN
                && clock - node.statusSince() > HEARING_FACTOR * timeout;
    }

    static boolean lives(KnownNode node) {
        return node.status() == NodeStatus.ALIVE || node.status() == NodeStatus.SUSPECT;
    }

    private void connect(
            String one, String other, NodeStore store, Map<String, Long> timeouts, long clock) {
        boolean forth = isHeard(one, other, store, timeouts, clock);
        boolean back = isHeard(other, one, store, timeouts, clock);
        boolean hasForth = forth || !reports.getOrDefault(one, false);
        boolean hasBack = back || !reports.getOrDefault(other, false);
        if ((forth || back) && hasForth && hasBack) {
            String a = root(one);
            String b = root(other);
            if (a.compareTo(b) < 0) {
                first.put(b, a);
            } else {
                first.put(a, b);
            }
        }
    }

    private boolean isHeard(
            String observer, String node, NodeStore store, Map<String, Long> timeouts, long clock) {
        Hearing last = store.hearing(new HearingPair(observer, node));
        if (last == null
                || last.at() == Signs.NEVER
                || clock - last.at() > timeouts.getOrDefault(node, 0L)
                || !reports.getOrDefault(observer, false)) {
            return false;
        }
        hears.merge(observer, 1, Integer::sum);
        heardBy.merge(node, 1, Integer::sum);
        return true;
    }

    private String root(String name) {
        String at = name;
        String next = first.getOrDefault(at, at);
        while (!at.equals(next)) {
            at = next;
            next = first.getOrDefault(at, at);
        }
        return at;
    }

    int hears(String name) {
        return hears.getOrDefault(name, 0);
    }

    int heardBy(String name) {
        return heardBy.getOrDefault(name, 0);
    }

    /** The first by name of those that it is connected with; null for who does not live. */
    @Nullable String of(String name) {
        return first.containsKey(name) ? root(name) : null;
    }

    /** Of those that are settled; one at least, if any node lives. */
    int count() {
        HashSet<String> roots = new HashSet<>();
        settled.forEach(name -> roots.add(root(name)));
        return Math.max(roots.size(), names.isEmpty() ? 0 : 1);
    }
}
