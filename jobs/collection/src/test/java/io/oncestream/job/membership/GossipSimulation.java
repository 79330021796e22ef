package io.oncestream.job.membership;

import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.KnownNode;
import io.oncestream.state.membership.LifeSign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Nodes a, b, c and so on that gossip each second, and a view of what reaches the collector. All of
 * it follows from the seed. Public for the benchmarks.
 */
public final class GossipSimulation {

    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final int STEP_MILLIS = 100;

    final MapNodeStore store = new MapNodeStore();
    final Found found = new Found();
    final List<Agent> agents = new ArrayList<>();

    /** What has reached the collector, unless another one listens. */
    final List<GossipEntry> sent = new ArrayList<>();

    private Consumer<GossipEntry> listener = sent::add;

    /** Pairs of who sends to whom in vain. */
    final Set<String> cut = new HashSet<>();

    private final PhiDetector detector;
    private final ClusterView view;
    private final Random random;
    private long now = START.toEpochMilli();
    double loss;

    /** A node. */
    final class Agent {
        final String name;
        int phase;
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

    public GossipSimulation(long seed, int nodes) {
        this(seed, nodes, Duration.ofHours(1));
    }

    GossipSimulation(long seed, int nodes, Duration forget) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        MembershipConfig config =
                new MembershipConfig(
                        8,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        forget,
                        Duration.ofSeconds(10));
        detector = new PhiDetector(config.phi(), config.pause().toMillis());
        view = new ClusterView(config, store, found);
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
        listener.accept(entry);
        view.take(entry);
    }

    public void run(int seconds) {
        for (long end = now + seconds * 1_000L; now < end; now += STEP_MILLIS) {
            for (Agent agent : agents) {
                if (agent.up && (now + agent.phase) % agent.beatMillis == 0) {
                    agent.beat();
                }
            }
        }
    }

    /** Nothing passes between the two sides. */
    public void split(String one, String other) {
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

    public void heal() {
        cut.clear();
    }

    public void crash(String node) {
        agent(node).up = false;
    }

    public void restart(String node) {
        agent(node).restart();
    }

    /** What is sent is lost that often, from 0 to 1. */
    public void lose(double share) {
        loss = share;
    }

    /** Another beat than a second, from any moment of it on. */
    public void beatEach(String node, int millis) {
        Agent agent = agent(node);
        agent.beatMillis = millis;
        agent.phase = random.nextInt(millis / STEP_MILLIS) * STEP_MILLIS;
    }

    /** Hands over what reaches the collector, before the view takes it. Nothing is kept then. */
    public void listen(Consumer<GossipEntry> next) {
        listener = next;
    }

    /** What the view has found so far. */
    public Found found() {
        return found;
    }

    /** After how long a silence a node is suspected, as it is now. */
    public long timeoutMillis(String node) {
        return detector.timeout(known(node).intervals());
    }

    /** When the view has last had a sign of its life. */
    public long lastSignMillis(String node) {
        return known(node).lastSign();
    }

    private KnownNode known(String node) {
        return Objects.requireNonNull(store.node(node), node);
    }
}
