package io.oncestream.launcher.gossip;

import static io.oncestream.launcher.gossip.GossipEvent.Kind.CRASH;
import static io.oncestream.launcher.gossip.GossipEvent.Kind.CUT;
import static io.oncestream.launcher.gossip.GossipEvent.Kind.HEAL;
import static io.oncestream.launcher.gossip.GossipEvent.Kind.LEAVE;
import static io.oncestream.launcher.gossip.GossipEvent.Kind.LONG_PAUSE;
import static io.oncestream.launcher.gossip.GossipEvent.Kind.MEND;
import static io.oncestream.launcher.gossip.GossipEvent.Kind.PAUSE;
import static io.oncestream.launcher.gossip.GossipEvent.Kind.RESTART;
import static io.oncestream.launcher.gossip.GossipEvent.Kind.RESUME;
import static io.oncestream.launcher.gossip.GossipEvent.Kind.SKEW;
import static io.oncestream.launcher.gossip.GossipEvent.Kind.SPLIT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What befalls a cluster, and when; the same for a seed. Each part, a pause, a crash, a split, has
 * a node of its own, as far as there are so many, and is over before the next one begins but for
 * the restart.
 */
public final class GossipScript {

    /** The length is this many; a cluster whose beat is one has time to find each event. */
    public static final int UNITS = 120;

    private final Duration length;
    private final List<GossipEvent> events = new ArrayList<>();

    private GossipScript(Duration length) {
        this.length = length;
    }

    /** In their order. */
    public static List<GossipEvent> of(GossipConfig config) {
        List<String> names = new ArrayList<>(config.names());
        Random random = new Random(config.seed());
        Collections.shuffle(names, random);
        List<String> others = new ArrayList<>(names);
        Collections.shuffle(others, random);
        GossipScript script = new GossipScript(config.length());
        script.split(others.subList(0, Math.max(1, config.nodes() * 3 / 8)));
        // Of two nodes one has nothing but the split.
        List<Runnable> parts =
                List.of(
                        () -> script.crash(names.get(0)),
                        () -> script.pauses(names.get(1)),
                        () -> script.leave(names.get(2)),
                        () -> script.skew(names.get(3)),
                        () -> script.cut(names.get(4)));
        parts.subList(0, Math.min(parts.size(), config.nodes() - 1)).forEach(Runnable::run);
        script.events.sort(Comparator.comparing(GossipEvent::at));
        return List.copyOf(script.events);
    }

    private void skew(String node) {
        add(0, SKEW, node);
    }

    private void pauses(String node) {
        add(12, PAUSE, node);
        add(20, RESUME, node);
        add(54, LONG_PAUSE, node);
        add(74, RESUME, node);
    }

    private void cut(String node) {
        add(24, CUT, node);
        add(36, MEND, node);
    }

    private void crash(String node) {
        add(38, CRASH, node);
        add(58, RESTART, node);
    }

    /** The longest part: what the sides know of each other goes round in each of them at first. */
    private void split(List<String> nodes) {
        events.add(new GossipEvent(at(78), SPLIT, nodes.stream().sorted().toList()));
        events.add(new GossipEvent(at(102), HEAL, nodes.stream().sorted().toList()));
    }

    private void leave(String node) {
        add(114, LEAVE, node);
    }

    private void add(int unit, GossipEvent.Kind kind, String node) {
        events.add(new GossipEvent(at(unit), kind, List.of(node)));
    }

    private Duration at(int unit) {
        return Duration.ofMillis(length.toMillis() * unit / UNITS);
    }
}
