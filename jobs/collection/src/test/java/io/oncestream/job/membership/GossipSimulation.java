package io.oncestream.job.membership;

import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.LifeSign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Nodes a, b, c and so on that gossip each second, and a view of what reaches the collector. */
final class GossipSimulation {

    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final int STEP_MILLIS = 100;

    final MapNodeStore store = new MapNodeStore();
    final Found found = new Found();
    final List<Agent> agents = new ArrayList<>();

    /** What has reached the collector. */
    final List<GossipEntry> sent = new ArrayList<>();

    /** Pairs of who sends to whom in vain. */
    final Set<String> cut = new HashSet<>();

    private final ClusterView view;
    private final Random random;
    private long now = START.toEpochMilli();
    double loss;

    /** A node. */
    final class Agent {
        final String name;
        final int phase;
        int beatMillis = 1_000;
        long clockOffset;
        long incarnation = START.getEpochSecond();
        long heartbeat;
        boolean up = true;
        boolean left;
        boolean reaches = true;
        SortedMap<String, LifeSign> known = new TreeMap<>();

        private Agent(String name) {
            this.name = name;
            this.phase = random.nextInt(beatMillis / STEP_MILLIS) * STEP_MILLIS;
        }

        void restart() {
            incarnation = now / 1_000;
            heartbeat = 0;
            up = true;
            left = false;
            known = new TreeMap<>();
        }

        private void beat() {
            heartbeat++;
            known.put(name, new LifeSign(incarnation, left, heartbeat));
            for (int i = 0; i < 2; i++) {
                Agent peer = agents.get(random.nextInt(agents.size()));
                if (peer.up && !cut.contains(name + peer.name) && random.nextDouble() >= loss) {
                    known.forEach((node, sign) -> peer.known.merge(node, sign, LifeSign::merge));
                }
            }
            if (reaches && random.nextDouble() >= loss) {
                known.forEach((node, sign) -> report(this, node, sign));
            }
        }
    }

    GossipSimulation(long seed, int nodes) {
        this(seed, nodes, Duration.ofHours(1));
    }

    GossipSimulation(long seed, int nodes, Duration forget) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        view =
                new ClusterView(
                        new MembershipConfig(
                                8,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(30),
                                forget,
                                Duration.ofSeconds(10)),
                        store,
                        found);
        for (int i = 0; i < nodes; i++) {
            agents.add(new Agent(String.valueOf((char) ('a' + i))));
        }
    }

    Agent agent(String name) {
        return agents.get(name.charAt(0) - 'a');
    }

    private void report(Agent observer, String node, LifeSign sign) {
        Instant time = Instant.ofEpochMilli(now + observer.clockOffset);
        take(new GossipEntry("edge", observer.name, time, node, sign));
    }

    /** As if an observer had sent that now. */
    void report(String observer, String node, LifeSign sign) {
        report(agent(observer), node, sign);
    }

    void take(GossipEntry entry) {
        sent.add(entry);
        view.take(entry);
    }

    void run(int seconds) {
        for (long end = now + seconds * 1_000L; now < end; now += STEP_MILLIS) {
            for (Agent agent : agents) {
                if (agent.up && (now + agent.phase) % agent.beatMillis == 0) {
                    agent.beat();
                }
            }
        }
    }

    /** Nothing passes between the two sides. */
    void split(String one, String other) {
        cutOneWay(one, other);
        cutOneWay(other, one);
    }

    void cutOneWay(String from, String to) {
        for (int i = 0; i < from.length(); i++) {
            for (int j = 0; j < to.length(); j++) {
                cut.add("" + from.charAt(i) + to.charAt(j));
            }
        }
    }
}
