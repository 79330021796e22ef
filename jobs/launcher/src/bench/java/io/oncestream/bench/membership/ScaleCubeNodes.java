package io.oncestream.bench.membership;

import io.oncestream.bench.membership.Course.Life;
import io.oncestream.bench.membership.Course.Thought;
import io.oncestream.launcher.gossip.GossipEvent;
import io.scalecube.cluster.Cluster;
import io.scalecube.cluster.ClusterConfig;
import io.scalecube.cluster.ClusterImpl;
import io.scalecube.cluster.ClusterMessageHandler;
import io.scalecube.cluster.membership.MembershipEvent;
import io.scalecube.cluster.transport.api.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * Nodes of ScaleCube Cluster in this process, and one more that watches them as a member; no split
 * cuts it off. What it thinks it says by events, but for suspicions, which it gossips: they are read
 * in what it sends and gets.
 */
final class ScaleCubeNodes implements AutoCloseable {

    private static final String WATCH = "watch";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern SUSPICION =
            Pattern.compile("m: \\w+:([\\w-]+):\\w+@[\\d.:]+, s: SUSPECT, inc: (\\d+)");

    private final Course course;
    private final UnaryOperator<ClusterConfig> tuning;
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final List<Node> ended = new ArrayList<>();
    private final Set<String> suspicions = new HashSet<>();
    private final Node watch;
    private volatile Set<String> side = Set.of();
    private volatile Set<String> cut = Set.of();

    private record Node(Cluster cluster, GatedTransport transport) {}

    ScaleCubeNodes(Course course, UnaryOperator<ClusterConfig> tuning) {
        this.course = course;
        this.tuning = tuning;
        this.watch = open(WATCH, WATCH, List.of());
        course.config().names().forEach(name -> start(name, 0));
    }

    private void start(String name, int start) {
        String alias = name + "-" + start;
        nodes.put(name, open(name, alias, List.of(watch.cluster.address())));
    }

    private Node open(String name, String alias, List<String> seeds) {
        boolean watches = name.equals(WATCH);
        Consumer<Message> tap = watches ? this::overhear : message -> {};
        GatedTransport[] transport = new GatedTransport[1];
        Cluster cluster =
                new ClusterImpl(tuning.apply(ClusterConfig.defaultConfig()).memberAlias(alias))
                        .transportFactory(
                                () ->
                                        config -> {
                                            transport[0] =
                                                    new GatedTransport(
                                                            LoopbackTransport.of(config),
                                                            to -> isLost(name, to),
                                                            tap);
                                            return transport[0];
                                        })
                        .membership(config -> config.seedMembers(seeds))
                        .handler(self -> watches ? handler() : new ClusterMessageHandler() {})
                        .startAwait();
        names.put(cluster.address(), name);
        return new Node(cluster, transport[0]);
    }

    private ClusterMessageHandler handler() {
        return new ClusterMessageHandler() {
            @Override
            public void onMembershipEvent(MembershipEvent event) {
                Life life = life(Objects.requireNonNull(event.member().alias()));
                switch (event.type()) {
                    case ADDED -> course.told(life, Thought.ALIVE);
                    case LEAVING -> course.told(life, Thought.LEFT);
                    case REMOVED -> course.told(life, Thought.DEAD);
                    case UPDATED -> {}
                }
            }
        };
    }

    private static Life life(String alias) {
        int end = alias.lastIndexOf('-');
        return new Life(alias.substring(0, end), Integer.parseInt(alias.substring(end + 1)));
    }

    /** A suspicion passes often: it is one for a node and what that calls its incarnation. */
    private synchronized void overhear(Message message) {
        Matcher matcher = SUSPICION.matcher(String.valueOf(message));
        while (matcher.find()) {
            if (!matcher.group(1).equals(WATCH) && suspicions.add(matcher.group())) {
                course.told(life(matcher.group(1)), Thought.SUSPECT);
            }
        }
    }

    private boolean isLost(String from, String address) {
        String to = names.getOrDefault(address, "");
        if (from.equals(WATCH) || to.equals(WATCH)) {
            return cut.contains(from);
        }
        return side.contains(from) != side.contains(to);
    }

    void act(GossipEvent event) {
        Set<String> who = Set.copyOf(event.nodes());
        switch (event.kind()) {
            case SKEW -> {} // It goes by no clock.
            case PAUSE, LONG_PAUSE -> who.forEach(name -> node(name).transport.hold());
            case RESUME -> who.forEach(name -> node(name).transport.release());
            case CUT -> cut = who;
            case MEND -> cut = Set.of();
            case CRASH -> who.forEach(this::crash);
            case RESTART -> who.forEach(name -> start(name, 1));
            case SPLIT -> side = who;
            case HEAL -> side = Set.of();
            case LEAVE -> who.forEach(name -> node(name).cluster.shutdown());
        }
    }

    /** It says nothing any more, and nobody listens at its port. */
    private void crash(String name) {
        Node node = Objects.requireNonNull(nodes.remove(name), name);
        node.transport.hold();
        node.transport.stop().block();
        ended.add(node);
    }

    private Node node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    /** Waits for them: the goodbyes of some must not be heard by the next ones. */
    @Override
    public void close() {
        ended.addAll(nodes.values());
        ended.add(watch);
        for (Node node : ended) {
            node.transport.release();
            node.cluster.shutdown();
        }
        Mono.when(ended.stream().map(node -> node.cluster.onShutdown()).toList())
                .timeout(PATIENCE)
                .onErrorComplete()
                .block();
    }
}
