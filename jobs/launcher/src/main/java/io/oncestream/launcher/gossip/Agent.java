package io.oncestream.launcher.gossip;

import io.oncestream.state.membership.LifeSign;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A node as itself: what it knows of all, by the same merge as the job's. No socket, no clock. */
final class Agent {

    private final String name;
    private final long incarnation;
    private final NavigableMap<String, LifeSign> known = new TreeMap<>();
    private long heartbeat;
    private boolean left;

    Agent(String name, long incarnation) {
        this.name = name;
        this.incarnation = incarnation;
    }

    long incarnation() {
        return incarnation;
    }

    /** Counts up its own heartbeat. */
    void beat() {
        heartbeat++;
        merge(name, new LifeSign(incarnation, left, heartbeat));
    }

    /** From the next beat on it says that it goes. */
    void leave() {
        left = true;
    }

    /** Takes what another one knows. */
    void merge(String node, LifeSign sign) {
        known.merge(node, sign, LifeSign::merge);
    }

    /** All that it knows, itself included, by names. */
    NavigableMap<String, LifeSign> known() {
        return Collections.unmodifiableNavigableMap(known);
    }
}
