package io.oncestream.launcher.gossip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** UDP on 127.0.0.1, a socket for each agent, all served by one thread. */
final class UdpWire implements Wire, AutoCloseable {

    private static final int DATAGRAM_BYTES_MAX = 65_535;

    private final SocketAddress collector;
    private final Selector selector = Selector.open();
    private final Map<String, DatagramChannel> channels = new HashMap<>();
    private final ByteBuffer received = ByteBuffer.allocate(DATAGRAM_BYTES_MAX);

    UdpWire(SocketAddress collector) throws IOException {
        this.collector = collector;
    }

    @Override
    public void open(String node) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channels.put(node, channel);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, node);
    }

    @Override
    public void listen(String node, boolean listens) {
        DatagramChannel channel = channels.get(node);
        SelectionKey key = channel == null ? null : channel.keyFor(selector);
        if (key != null) {
            key.interestOps(listens ? SelectionKey.OP_READ : 0);
        }
    }

    @Override
    public void close(String node) throws IOException {
        DatagramChannel channel = channels.remove(node);
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void gossip(String from, String to, byte[] datagram) throws IOException {
        DatagramChannel there = channels.get(to);
        if (there != null) {
            send(from, there.getLocalAddress(), datagram);
        }
    }

    @Override
    public void report(String from, byte[] datagram) throws IOException {
        send(from, collector, datagram);
    }

    private void send(String from, SocketAddress to, byte[] datagram) throws IOException {
        Objects.requireNonNull(channels.get(from), from).send(ByteBuffer.wrap(datagram), to);
    }

    /**
     * Hands over what has arrived, and waits for it.
     *
     * @param millis at most
     * @param receiver takes the name of the node and a datagram for it
     */
    void poll(long millis, BiConsumer<String, byte[]> receiver) throws IOException {
        if (millis > 0) {
            selector.select(millis);
        } else {
            selector.selectNow();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid()) {
                receive((DatagramChannel) key.channel(), (String) key.attachment(), receiver);
            }
        }
        selector.selectedKeys().clear();
    }

    private void receive(DatagramChannel channel, String node, BiConsumer<String, byte[]> receiver)
            throws IOException {
        received.clear();
        while (channel.receive(received) != null) {
            byte[] datagram = new byte[received.flip().remaining()];
            received.get(datagram);
            receiver.accept(node, datagram);
            received.clear();
        }
    }

    /** May be called by another thread: a poll returns at once. */
    void wakeup() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel each : channels.values()) {
            each.close();
        }
        selector.close();
    }
}
