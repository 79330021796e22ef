package io.oncestream.bench.membership;

import io.oncestream.bench.measure.Case;
import io.oncestream.launcher.gossip.GossipConfig;
import io.oncestream.launcher.gossip.GossipEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What befalls real nodes, and what one who watches is told of them, both by the watcher's clock.
 * Any thread may note.
 */
final class Course {

    /** Settings of a case. */
    static final String NODES = "agents";

    static final String BEAT_MILLIS = "beat-millis";

    private final GossipConfig config;
    private final long startNanos = System.nanoTime();
    private final List<GossipEvent> events = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    /** What is thought of a node. */
    enum Thought {
        ALIVE,
        SUSPECT,
        DEAD,
        LEFT
    }

    /**
     * A node from a start to its end.
     *
     * @param start 0 for the first one
     */
    record Life(String node, int start) {}

    record Told(Duration at, Life life, Thought thought) {}

    /** A reading of the case is a beat of a node. */
    Course(Case one) {
        Duration beat = Duration.ofMillis(one.number(BEAT_MILLIS));
        int nodes = one.number(NODES);
        Duration length = beat.multipliedBy(one.number(Case.READINGS) / nodes);
        this.config = new GossipConfig("bench", nodes, one.number("seed"), beat, length);
    }

    GossipConfig config() {
        return config;
    }

    Duration now() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    synchronized void happened(GossipEvent event) {
        events.add(new GossipEvent(now(), event.kind(), event.nodes()));
    }

    synchronized void told(Life life, Thought thought) {
        told.add(new Told(now(), life, thought));
    }

    synchronized CourseFindings findings() {
        return new CourseFindings(config, List.copyOf(events), List.copyOf(told));
    }
}
