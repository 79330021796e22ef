package io.oncestream.bench.membership;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Work;
import io.oncestream.bench.membership.Course.Life;
import io.oncestream.bench.membership.Course.Thought;
import io.oncestream.job.membership.LoneViews;
import io.oncestream.launcher.demo.ClientThreads;
import io.oncestream.launcher.gossip.GossipRun;
import io.oncestream.state.membership.NodeChange;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our agents on UDP, and a view of what they report, without Flink. */
final class AgentsWork implements Work {

    /** As in the demonstration. */
    static final int PAUSE_BEATS = 3;

    static final int DEAD_AFTER_BEATS = 8;

    private static final int DATAGRAM_BYTES_MAX = 65_535;

    private final Course course;
    private final LoneViews views;
    private final DatagramSocket collector;
    private final ClientThreads threads = new ClientThreads();
    private final Map<String, Long> incarnations = new HashMap<>();
    private int changes;

    private AgentsWork(Course course, DatagramSocket collector) {
        Duration beat = course.config().beat();
        this.course = course;
        this.collector = collector;
        this.views =
                LoneViews.of(
                        beat.multipliedBy(PAUSE_BEATS), beat.multipliedBy(DEAD_AFTER_BEATS));
    }

    static Work prepare(Case one) throws SocketException {
        return new AgentsWork(
                new Course(one),
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    @Override
    public Instant run() throws IOException {
        threads.start("collector", this::collect);
        try (GossipRun run =
                new GossipRun(
                        course.config(), collector.getLocalSocketAddress(), course::happened)) {
            run.run();
        }
        return Instant.now();
    }

    private void collect() throws IOException {
        byte[] bytes = new byte[DATAGRAM_BYTES_MAX];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        while (!collector.isClosed()) {
            packet.setLength(bytes.length);
            try {
                collector.receive(packet);
            } catch (SocketException e) { // It is closed at the end.
                return;
            }
            take(new String(bytes, 0, packet.getLength(), UTF_8));
        }
    }

    private void take(String lines) throws IOException {
        try (EntryReader reader = EntryReader.of(lines)) {
            reader.forEach(views::take);
        }
        List<NodeChange> all = views.found().iterator().next().changes();
        for (; changes < all.size(); changes++) {
            tell(all.get(changes));
        }
    }

    private void tell(NodeChange change) {
        long first = incarnations.computeIfAbsent(change.node(), key -> change.incarnation());
        Life life = new Life(change.node(), change.incarnation() == first ? 0 : 1);
        if (change.to() != null) {
            switch (change.to()) {
                case ALIVE -> course.told(life, Thought.ALIVE);
                case SUSPECT -> course.told(life, Thought.SUSPECT);
                case DEAD -> course.told(life, Thought.DEAD);
                case LEFT -> course.told(life, Thought.LEFT);
                case JOINING -> {}
            }
        }
    }

    @Override
    public Check check() {
        if (threads.failure() != null) {
            throw new IllegalStateException(threads.failure());
        }
        return course.findings().check();
    }

    @Override
    public Map<String, Double> figures() {
        return course.findings().figures();
    }

    @Override
    public void close() throws InterruptedException {
        collector.close();
        threads.close();
    }
}
