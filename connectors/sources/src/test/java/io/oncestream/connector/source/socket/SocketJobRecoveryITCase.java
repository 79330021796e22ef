package io.oncestream.connector.source.socket;

import static io.oncestream.connector.source.socket.SocketFixture.answers;
import static io.oncestream.connector.source.socket.SocketFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.source.socket.SocketFixture.TextDecoder;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job that fails before its first checkpoint: Flink starts it again without any state. */
class SocketJobRecoveryITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(1);

    @RegisterExtension final SocketFixture sockets = new SocketFixture();

    /**
     * The address is taken meanwhile, as by an attempt that is slow to die. Seen red where an
     * attempt without state is taken for a new job: it failed for good.
     */
    @Test
    void aJobThatFailsBeforeItsFirstCheckpointComesBack() throws Exception {
        FailsOnce.port = sockets.port;
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration());
        env.setParallelism(1);
        SocketOptions options = sockets.options("tcp://127.0.0.1:%d?listen&ack");
        env.fromSource(
                        SocketRecords.source(options, new TextDecoder()),
                        WatermarkStrategy.noWatermarks(),
                        "socket")
                .map(new FailsOnce())
                .returns(Decoded.typeInformation(TypeInformation.of(Reading.class)))
                .sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync();
        for (String line : List.of("a\n", "b\n")) {
            Patience.await().ignoreExceptions().until(() -> sendAcknowledged(line));
        }
        Patience.await().until(() -> FailsOnce.KEYS.size() == 2);
        assertThat(FailsOnce.KEYS).containsExactly("a", "b");
        job.cancel().get();
        assertThat(FailsOnce.FAILED).isTrue();
    }

    private boolean sendAcknowledged(String line) throws IOException {
        try (Socket socket = sockets.connect()) {
            socket.setSoTimeout(5_000);
            send(socket, line);
            return "1".equals(answers(socket).readLine());
        }
    }

    private Configuration configuration() {
        return new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1))
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1)
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                        Duration.ofSeconds(1));
    }

    /** At the first record, and takes the address for a second when that attempt has let go. */
    private static final class FailsOnce
            implements MapFunction<Decoded<Reading>, Decoded<Reading>> {

        private static final long serialVersionUID = 1L;
        private static final List<String> KEYS = new CopyOnWriteArrayList<>();
        private static final AtomicBoolean FAILED = new AtomicBoolean();
        private static final long HELD_NANOS = 3_000_000_000L;
        private static volatile int port;

        @Override
        public Decoded<Reading> map(Decoded<Reading> reading) {
            if (FAILED.compareAndSet(false, true)) {
                new Thread(FailsOnce::takeAddress).start();
                throw new IllegalStateException("failing on purpose");
            }
            KEYS.add(reading.value().key());
            return reading;
        }

        private static void takeAddress() {
            Patience.await()
                    .pollInterval(Duration.ofMillis(2))
                    .ignoreExceptions()
                    .until(
                            () -> {
                                try (ServerSocket taken =
                                        new ServerSocket(
                                                port, 1, InetAddress.getLoopbackAddress())) {
                                    // As long as the next attempt needs to find it taken.
                                    LockSupport.parkNanos(HELD_NANOS);
                                    return taken.isBound();
                                }
                            });
        }
    }
}
