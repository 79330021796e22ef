package io.oncestream.launcher.produce;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.launcher.console.ConsoleCapture;
import io.oncestream.launcher.failure.FailureException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One that fails half-way says how far it came. */
class ProductionTest {

    private static final int COUNT = 5;
    private static final int ON_DISK = 2;

    private final ConsoleCapture console = new ConsoleCapture();

    /** So many messages, and then this. */
    private static final class Messages implements MessageInput {

        private final int count;
        private final @Nullable IOException end;
        private int read;

        Messages(int count, @Nullable IOException end) {
            this.count = count;
            this.end = end;
        }

        @Override
        public @Nullable Message next() throws IOException {
            if (read++ < count) {
                return new Message(null, "line".getBytes(US_ASCII));
            }
            if (end != null) {
                throw end;
            }
            return null;
        }

        @Override
        public void close() {}
    }

    /** Tells what has arrived when it is flushed, if at all. */
    private static final class Counter implements MessageTarget {

        private final boolean tells;
        private long sent;
        private long flushed;

        Counter(boolean tells) {
            this.tells = tells;
        }

        @Override
        public void send(Message message) {
            sent++;
        }

        @Override
        public void flush() {
            flushed = sent;
        }

        @Override
        public OptionalLong arrived() {
            return tells ? OptionalLong.of(flushed) : OptionalLong.empty();
        }

        @Override
        public void close() {}
    }

    private Production production(MessageInput input, MessageTarget target) {
        return new Production(console.console(), input, target);
    }

    @Test
    void allThatCameBeforeAnUnreadableOneArrives() {
        IOException torn = new IOException("the file is torn");
        assertThatThrownBy(() -> production(new Messages(COUNT, torn), new Counter(true)).produce())
                .isInstanceOf(FailureException.class)
                .hasMessage("the file is torn; of 5 messages that were sent 5 have surely arrived");
    }

    @Test
    void aTargetThatDoesNotKnowSaysSo() {
        IOException torn = new IOException("the file is torn");
        assertThatThrownBy(
                        () -> production(new Messages(COUNT, torn), new Counter(false)).produce())
                .hasMessageContaining("5 messages were sent, nobody knows how many");
    }

    @Test
    void whereNothingWasSentThereIsNothingToSay() {
        IOException torn = new IOException("the file is torn");
        assertThatThrownBy(() -> production(new Messages(0, torn), new Counter(true)).produce())
                .isSameAs(torn);
    }

    @Test
    void aReaderThatEndsHalfWayIsCountedByItsLastAcknowledgement() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> readAll(server));
            try (MessageTarget target =
                    new TcpTarget().open("tcp://127.0.0.1:" + server.getLocalPort())) {
                assertThatThrownBy(() -> production(new Messages(COUNT, null), target).produce())
                        .isInstanceOf(FailureException.class)
                        .hasMessageContaining("the job takes no more lines: the connection was")
                        .hasMessageContaining("of 5 messages that were sent 2 have surely arrived");
            }
            reader.get();
        }
        assertThat(console.out()).isEmpty();
    }

    /** Acknowledges some of them. */
    private static void readAll(ServerSocket server) {
        try (Socket socket = server.accept();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            for (int i = 0; i < COUNT; i++) {
                in.readLine();
            }
            socket.getOutputStream().write((ON_DISK + "\n").getBytes(US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
