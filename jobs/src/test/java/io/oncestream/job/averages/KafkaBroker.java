package io.oncestream.job.averages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.process.LocalPort;
import io.oncestream.launcher.process.ServerProcess;
import io.oncestream.launcher.services.KafkaServer;
import io.oncestream.state.reading.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker for a test class, which can be killed and comes back at the same port. */
final class KafkaBroker implements AutoCloseable {

    private static final int MESSAGE_BYTES_MAX = 4 << 20;

    private final Home home;
    private final Path folder;
    private final int port;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private ServerProcess process;

    private KafkaBroker(Path folder, int port) throws IOException, InterruptedException {
        Path checkout = Path.of("..").toAbsolutePath().normalize();
        this.home = new Home(checkout, folder, "./oncestream", folder.resolve("test.log"));
        this.folder = folder;
        this.port = port;
        this.process = KafkaServer.start(home, folder, "kafka", port);
        this.admin = Admin.create(Map.of("bootstrap.servers", servers()));
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                servers(),
                                // A new partition's leader may refuse a batch and take the next.
                                "max.in.flight.requests.per.connection",
                                1,
                                "max.request.size",
                                MESSAGE_BYTES_MAX),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    static KafkaBroker start(Path folder) throws IOException, InterruptedException {
        return new KafkaBroker(folder, LocalPort.anyFree());
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    String uri(String topic) {
        return KafkaServer.uri(port) + "/" + topic;
    }

    /** As kill -9 does. */
    void kill() throws IOException, InterruptedException {
        ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
        assertThat(handle.destroyForcibly()).isTrue();
        handle.onExit().join();
        process.awaitEnd(Duration.ZERO);
    }

    void restart() throws IOException, InterruptedException {
        process = KafkaServer.start(home, folder, "kafka", port);
    }

    void createTopic(String topic, int partitions) throws Exception {
        NewTopic wanted =
                new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(Map.of("max.message.bytes", Integer.toString(MESSAGE_BYTES_MAX)));
        admin.createTopics(Set.of(wanted)).all().get();
    }

    void addPartitions(String topic, int total) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total))).all().get();
    }

    /** As retention does with what is in front of an offset. */
    void deleteUpTo(String topic, int partition, long offset) throws Exception {
        admin.deleteRecords(
                        Map.of(
                                new TopicPartition(topic, partition),
                                RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    void commit(String group, String topic, int partition, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        group,
                        Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    /** What the group has committed, over all partitions; empty: nothing. */
    Optional<Long> committed(String group) throws ExecutionException, InterruptedException {
        return admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .map(OffsetAndMetadata::offset)
                .reduce(Long::sum);
    }

    void send(String topic, int partition, Reading reading) {
        sent.add(send(topic, partition, null, json(reading)));
    }

    Future<RecordMetadata> send(String topic, int partition, Long millis, byte[] message) {
        return producer.send(new ProducerRecord<>(topic, partition, millis, null, message));
    }

    /** Waits until all readings have arrived. */
    void flush() throws ExecutionException, InterruptedException {
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
        sent.clear();
    }

    static byte[] json(Reading reading) {
        return "{\"key\":\"%s\",\"time\":\"%s\",\"value\":%s,\"weight\":%s}"
                .formatted(reading.key(), reading.time(), reading.value(), reading.weight())
                .getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
        process.requestStop();
        process.awaitEnd(Duration.ofSeconds(20));
    }
}
