package io.oncestream.launcher.gossip;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * All agents of a cluster, each with beats of its own: with each it sends all it knows to one or
 * two others, whoever they are, and to the collector. For one thread.
 */
final class Fleet {

    /** So that somebody hears of it. */
    private static final int BEATS_OF_WHO_LEAVES = 3;

    private final GossipConfig config;
    private final Instant start;
    private final Wire wire;
    private final Random random;
    private final List<String> names;
    private final Map<String, Member> members = new HashMap<>();
    private Set<String> side = Set.of();
    private Duration now = Duration.ZERO;

    /** An agent and where it is in. */
    private static final class Member {
        private final Agent agent;
        private Duration due;
        private Duration skew = Duration.ZERO;
        private boolean runs = true;
        private boolean paused;
        private boolean reports = true;
        private int beatsLeft = Integer.MAX_VALUE;

        Member(Agent agent, Duration due) {
            this.agent = agent;
            this.due = due;
        }

        boolean isAwake() {
            return runs && !paused;
        }
    }

    /** One in which all nodes start, one after the other within a beat. */
    Fleet(GossipConfig config, Instant start, Wire wire) throws IOException {
        this.config = config;
        this.start = start;
        this.wire = wire;
        this.random = new Random(config.seed());
        this.names = config.names();
        for (int i = 0; i < names.size(); i++) {
            open(names.get(i), new Agent(names.get(i), start.getEpochSecond()), i);
        }
    }

    private void open(String node, Agent agent, int place) throws IOException {
        Duration phase = config.beat().multipliedBy(place).dividedBy(names.size());
        wire.open(node);
        members.put(node, new Member(agent, now.plus(phase)));
    }

    /**
     * Does all beats that are due.
     *
     * @param elapsed since the start; it does not go back
     */
    void beat(Duration elapsed) throws IOException {
        now = elapsed;
        for (String name : names) {
            Member member = member(name);
            if (member.isAwake() && member.due.compareTo(now) <= 0) {
                beat(name, member);
                Duration next = member.due.plus(config.beat());
                // What was missed is not made up for.
                member.due = next.compareTo(now) > 0 ? next : now.plus(config.beat());
            }
        }
    }

    private void beat(String name, Member member) throws IOException {
        member.agent.beat();
        for (int i = random.nextInt(2); i >= 0; i--) {
            gossip(name, member.agent);
        }
        if (member.reports) {
            Instant time = start.plus(now).plus(member.skew);
            for (byte[] each :
                    Datagrams.report(config.cluster(), name, time, member.agent.known())) {
                wire.report(name, each);
            }
        }
        member.beatsLeft--;
        if (member.beatsLeft == 0) {
            crash(name);
        }
    }

    /** To another one, whether it lives or not. */
    private void gossip(String name, Agent agent) throws IOException {
        int others = 1 + random.nextInt(names.size() - 1);
        String to = names.get((names.indexOf(name) + others) % names.size());
        if (side.contains(to) == side.contains(name)) {
            for (byte[] each : Datagrams.gossip(agent.known())) {
                wire.gossip(name, to, each);
            }
        }
    }

    /** When the next beat is due; later than now where all are away or paused. */
    Duration nextBeat() {
        return members.values().stream()
                .filter(Member::isAwake)
                .map(member -> member.due)
                .min(Duration::compareTo)
                .orElseGet(() -> now.plus(config.beat()));
    }

    /** An agent takes a datagram of another one. */
    void receive(String node, byte[] datagram) {
        Member member = member(node);
        if (member.isAwake()) {
            Datagrams.read(datagram, member.agent::merge);
        }
    }

    /** What a node knows, or knew when it ended. */
    Agent agent(String node) {
        return member(node).agent;
    }

    /** Once more, after it has ended, as a newer incarnation that knows nobody. */
    void start(String node) throws IOException {
        Member before = member(node);
        long second = start.plus(now).getEpochSecond();
        open(node, new Agent(node, Math.max(second, before.agent.incarnation() + 1)), 0);
        member(node).skew = before.skew;
    }

    /** Ends it for good. */
    void crash(String node) throws IOException {
        member(node).runs = false;
        wire.close(node);
    }

    void pause(String node) {
        member(node).paused = true;
        wire.listen(node, false);
    }

    void resume(String node) {
        Member member = member(node);
        member.paused = false;
        member.due = now;
        wire.listen(node, true);
    }

    void leave(String node) {
        Member member = member(node);
        member.agent.leave();
        member.beatsLeft = BEATS_OF_WHO_LEAVES;
    }

    /** Whether its own reports reach the collector. */
    void reports(String node, boolean reports) {
        member(node).reports = reports;
    }

    /** Its clock is ahead from now on. */
    void skew(String node, Duration by) {
        member(node).skew = by;
    }

    /** These hear none of the others, and are heard by none; nobody: it is healed. */
    void split(Set<String> nodes) {
        side = nodes;
    }

    private Member member(String node) {
        return Objects.requireNonNull(members.get(node), node);
    }
}
