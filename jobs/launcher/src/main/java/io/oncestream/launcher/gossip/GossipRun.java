package io.oncestream.launcher.gossip;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Agents at work in one thread, and the script that they go through. */
public final class GossipRun implements AutoCloseable {

    private final GossipConfig config;
    private final Consumer<GossipEvent> listener;
    private final UdpWire wire;
    private volatile boolean stopping;

    /**
     * One that has not begun.
     *
     * @param collector whom all agents report to
     * @param listener is told of each event when it happens, with the time at which it did
     */
    public GossipRun(GossipConfig config, SocketAddress collector, Consumer<GossipEvent> listener)
            throws IOException {
        this.config = config;
        this.listener = listener;
        this.wire = new UdpWire(collector);
    }

    /** Until its length is over, or it is stopped. The first report leaves at its beginning. */
    public void run() throws IOException {
        long startNanos = System.nanoTime();
        Deque<GossipEvent> script = new ArrayDeque<>(GossipScript.of(config));
        Fleet fleet = new Fleet(config, Instant.now(), wire);
        Duration elapsed = Duration.ZERO;
        while (!stopping && elapsed.compareTo(config.length()) < 0) {
            act(script, elapsed, fleet);
            fleet.beat(elapsed);
            Duration next = earliest(script, fleet.nextBeat());
            // A select of 0 ms is a loop without rest.
            long millis = next.minusNanos(System.nanoTime() - startNanos).toMillis() + 1;
            wire.poll(Math.max(0, millis), fleet::receive);
            elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
        }
    }

    private void act(Deque<GossipEvent> script, Duration elapsed, Fleet fleet) throws IOException {
        while (!script.isEmpty() && script.getFirst().at().compareTo(elapsed) <= 0) {
            GossipEvent event = script.removeFirst();
            event.kind().act(fleet, event.nodes());
            listener.accept(new GossipEvent(elapsed, event.kind(), event.nodes()));
        }
    }

    private Duration earliest(Deque<GossipEvent> script, Duration beat) {
        Duration end = script.isEmpty() ? config.length() : script.getFirst().at();
        return end.compareTo(beat) < 0 ? end : beat;
    }

    /** May be called by another thread; no further beat begins. */
    public void stop() {
        stopping = true;
        wire.wakeup();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
