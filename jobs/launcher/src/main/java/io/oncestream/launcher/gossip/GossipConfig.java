package io.oncestream.launcher.gossip;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A cluster of agents.
 *
 * @param nodes how many
 * @param seed what befalls whom, and who talks to whom, follows from it
 * @param beat between two heartbeats of a node
 * @param length until all of them end
 */
public record GossipConfig(String cluster, int nodes, long seed, Duration beat, Duration length) {

    static final int NODES_MIN = 2;
    static final int NODES_MAX = 64;

    private static final Duration BEAT_MIN = Duration.ofMillis(20);
    private static final Duration LENGTH_MAX = Duration.ofDays(1);

    /** Refuses what makes no sense, by an {@link IllegalArgumentException} with the value. */
    public GossipConfig {
        if (!cluster.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "--cluster '%s': its name is made of letters, digits, dots, hyphens and underscores"
                            .formatted(cluster));
        }
        if (nodes < NODES_MIN || nodes > NODES_MAX) {
            throw new IllegalArgumentException(
                    "--nodes is %d, but must be %d to %d".formatted(nodes, NODES_MIN, NODES_MAX));
        }
        if (beat.compareTo(BEAT_MIN) < 0) {
            throw new IllegalArgumentException(
                    "--beat is %d ms, but must be 20ms or more".formatted(beat.toMillis()));
        }
        if (length.compareTo(LENGTH_MAX) > 0 || length.compareTo(beat) < 0) {
            throw new IllegalArgumentException(
                    "--length is %d ms, but must be a beat at least and 1d at most"
                            .formatted(length.toMillis()));
        }
    }

    /** The names of all nodes. */
    public List<String> names() {
        return IntStream.rangeClosed(1, nodes).mapToObj(number -> "n" + number).toList();
    }
}
