package io.oncestream.bench.membership;

import io.scalecube.cluster.transport.api.Message;
import io.scalecube.cluster.transport.api.Transport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How a node of ScaleCube reaches others. It may lose what is sent to some, and hold up the node
 * itself: all that a node does, it does in one thread, which waits here in the next thing that it
 * would send. What it is sent meanwhile waits for it, as for a process that is stopped.
 */
final class GatedTransport implements Transport {

    private final Transport transport;
    private final Predicate<String> isLost;
    private final Consumer<Message> tap;
    private boolean closed;

    /**
     * An open one.
     *
     * @param isLost whether what is sent to an address is lost
     * @param tap is shown what passes, both ways
     */
    GatedTransport(Transport transport, Predicate<String> isLost, Consumer<Message> tap) {
        this.transport = transport;
        this.isLost = isLost;
        this.tap = tap;
    }

    synchronized void hold() {
        closed = true;
    }

    synchronized void release() {
        closed = false;
        notifyAll();
    }

    private synchronized void pass() {
        try {
            while (closed) {
                wait();
            }
        } catch (InterruptedException e) { // The node is ended.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String address() {
        return transport.address();
    }

    @Override
    public Mono<Transport> start() {
        return transport.start().thenReturn(this);
    }

    @Override
    public Mono<Void> stop() {
        return transport.stop();
    }

    @Override
    public boolean isStopped() {
        return transport.isStopped();
    }

    @Override
    public Mono<Void> send(String address, Message message) {
        pass();
        tap.accept(message);
        return isLost.test(address) ? Mono.empty() : transport.send(address, message);
    }

    @Override
    public Mono<Message> requestResponse(String address, Message request) {
        pass();
        return isLost.test(address) ? Mono.never() : transport.requestResponse(address, request);
    }

    @Override
    public Flux<Message> listen() {
        return transport.listen().doOnNext(tap);
    }
}
