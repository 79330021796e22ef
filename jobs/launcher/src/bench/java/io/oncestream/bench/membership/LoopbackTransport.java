package io.oncestream.bench.membership;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.scalecube.cluster.transport.api.Message;
import io.scalecube.cluster.transport.api.Transport;
import io.scalecube.cluster.transport.api.TransportConfig;
import io.scalecube.transport.netty.Receiver;
import io.scalecube.transport.netty.Sender;
import io.scalecube.transport.netty.TransportImpl;
import io.scalecube.transport.netty.TransportImpl.ReceiverContext;
import io.scalecube.transport.netty.TransportImpl.SenderContext;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** ScaleCube's TCP on 127.0.0.1: its own, which has the same frames, listens on all interfaces. */
final class LoopbackTransport {

    private static final String HOST = "127.0.0.1";
    private static final int LENGTH_BYTES = 4;

    private LoopbackTransport() {}

    static Transport of(TransportConfig config) {
        return new TransportImpl(
                config.messageCodec(),
                new LoopbackReceiver(config),
                new LoopbackSender(config),
                config.addressMapper());
    }

    private static void frame(Channel channel, TransportConfig config) {
        channel.pipeline()
                .addFirst(
                        new LengthFieldPrepender(LENGTH_BYTES),
                        new LengthFieldBasedFrameDecoder(
                                config.maxFrameLength(), 0, LENGTH_BYTES, 0, LENGTH_BYTES));
    }

    private record LoopbackReceiver(TransportConfig config) implements Receiver {
        @Override
        public Mono<DisposableServer> bind() {
            return Mono.deferContextual(context -> bind(context.get(ReceiverContext.class)));
        }

        private Mono<DisposableServer> bind(ReceiverContext context) {
            return TcpServer.create()
                    .runOn(context.loopResources())
                    .host(HOST)
                    .port(config.port())
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .doOnChannelInit((observer, channel, remote) -> frame(channel, config))
                    .handle((in, out) -> in.receive().retain().doOnNext(context::onMessage).then())
                    .bind()
                    .cast(DisposableServer.class);
        }
    }

    private record LoopbackSender(TransportConfig config) implements Sender {
        @Override
        public Mono<Connection> connect(String address) {
            return Mono.deferContextual(
                    context -> connect(context.get(SenderContext.class), address));
        }

        private Mono<Connection> connect(SenderContext context, String address) {
            return TcpClient.newConnection()
                    .runOn(context.loopResources())
                    .host(Transport.parseHost(address))
                    .port(Transport.parsePort(address))
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, config.connectTimeout())
                    .doOnChannelInit((observer, channel, remote) -> frame(channel, config))
                    .connect()
                    .cast(Connection.class);
        }

        @Override
        public Mono<Void> send(Message message) {
            return Mono.deferContextual(
                    context ->
                            context.get(Connection.class)
                                    .outbound()
                                    .sendObject(
                                            Mono.just(message)
                                                    .map(
                                                            context.get(SenderContext.class)
                                                                    .messageEncoder()),
                                            each -> true)
                                    .then());
        }
    }
}
